package vn.kyso.certificate.lint;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// One complete list of all reasons, by the issuer itself, found by http; not for the root and for responders.
final class CrlDistributionPointIsReachable implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.2.1.13";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Optional<Extension> extension = draft.extension(Extension.cRLDistributionPoints);
        if (draft.profile() == CertificateProfile.ROOT || draft.profile() == CertificateProfile.OCSP_RESPONDER) {
            return Lint.require(extension.isEmpty(), "No list is asked about this certificate");
        }
        if (extension.isEmpty()) {
            return Optional.of("The CRL distribution point is missing");
        }
        DistributionPoint[] points =
                CRLDistPoint.getInstance(extension.get().getParsedValue()).getDistributionPoints();
        if (points.length != 1 || points[0].getReasons() != null || points[0].getCRLIssuer() != null) {
            return Optional.of("Not one distribution point for all reasons");
        }
        DistributionPointName name = points[0].getDistributionPoint();
        return Lint.require(
                name != null
                        && name.getType() == DistributionPointName.FULL_NAME
                        && Arrays.stream(
                                        GeneralNames.getInstance(name.getName()).getNames())
                                .allMatch(Subjects::webAddress),
                "The distribution point is no http address");
    }
}
