package vn.kyso.certificate.lint;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import vn.kyso.certificate.profile.CertificateDraft;

/// The time-stamp authority has timeStamping alone, a responder OCSPSigning alone, nobody else any.
final class ExtendedKeyUsageFitsProfile implements Lint {
    @Override
    public String source() {
        return "RFC 3161, 2.3; RFC 6960, 4.2.2.2; RFC 5280, 4.2.1.12";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Optional<KeyPurposeId[]> purposes = draft.extension(Extension.extendedKeyUsage)
                .map(e -> ExtendedKeyUsage.getInstance(e.getParsedValue()).getUsages());
        KeyPurposeId[] expected = switch (draft.profile()) {
            case TIMESTAMP -> new KeyPurposeId[] {KeyPurposeId.id_kp_timeStamping};
            case OCSP_RESPONDER -> new KeyPurposeId[] {KeyPurposeId.id_kp_OCSPSigning};
            case ROOT, ISSUING, PERSON, ORGANISATION -> new KeyPurposeId[0];
        };
        return Lint.require(
                Arrays.equals(purposes.orElse(new KeyPurposeId[0]), expected)
                        && purposes.isPresent() == (expected.length > 0),
                "The extended key usage is not the profile's");
    }
}
