package vn.kyso.certificate.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// Below the root, the issuer's certificate and its OCSP responder are found by http; a responder's own status
/// is not asked for.
final class AuthorityInformationIsReachable implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.2.2.1";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Optional<Extension> extension = draft.extension(Extension.authorityInfoAccess);
        if (draft.profile() == CertificateProfile.ROOT) {
            return Lint.require(extension.isEmpty(), "The root has no issuer to be found");
        }
        if (extension.isEmpty()) {
            return Optional.of("The authority information access is missing");
        }
        boolean issuers = false;
        boolean ocsp = false;
        for (AccessDescription description : AuthorityInformationAccess.getInstance(
                        extension.get().getParsedValue())
                .getAccessDescriptions()) {
            if (!Subjects.webAddress(description.getAccessLocation())) {
                return Optional.of("An access location is no http address");
            }
            issuers |= description.getAccessMethod().equals(AccessDescription.id_ad_caIssuers);
            ocsp |= description.getAccessMethod().equals(AccessDescription.id_ad_ocsp);
        }
        if (!issuers) {
            return Optional.of("Where the issuer's certificate is found is missing");
        }
        return Lint.require(
                ocsp != (draft.profile() == CertificateProfile.OCSP_RESPONDER),
                "The OCSP address is missing, or given for a responder");
    }
}
