package vn.kyso.certificate.lint;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyInformation;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// Each certificate below the root names its policy, once; anyPolicy is for the issuing CA.
final class PoliciesArePresent implements Lint {
    private static final ASN1ObjectIdentifier ANY = new ASN1ObjectIdentifier("2.5.29.32.0");

    @Override
    public String source() {
        return "RFC 5280, 4.2.1.4";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Optional<Extension> extension = draft.extension(Extension.certificatePolicies);
        boolean none =
                draft.profile() == CertificateProfile.ROOT || draft.profile() == CertificateProfile.OCSP_RESPONDER;
        if (none || extension.isEmpty()) {
            return Lint.require(none == extension.isEmpty(), "Policies are missing, or given where none belong");
        }
        ASN1ObjectIdentifier[] policies = Arrays.stream(
                        CertificatePolicies.getInstance(extension.get().getParsedValue())
                                .getPolicyInformation())
                .map(PolicyInformation::getPolicyIdentifier)
                .toArray(ASN1ObjectIdentifier[]::new);
        if (Arrays.stream(policies).distinct().count() != policies.length) {
            return Optional.of("A policy is named twice");
        }
        return Lint.require(
                Arrays.asList(policies).contains(ANY) == draft.profile().authority(),
                "anyPolicy is the issuing CA's, and only its");
    }
}
