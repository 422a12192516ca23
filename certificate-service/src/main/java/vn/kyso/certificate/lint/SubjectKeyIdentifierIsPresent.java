package vn.kyso.certificate.lint;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.KeyIdentifiers;

/// Every certificate names its key, by which the next one is found.
final class SubjectKeyIdentifierIsPresent implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.2.1.2; RFC 7093, 2 (method 1)";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        byte[] expected = KeyIdentifiers.of(draft.tbs().getSubjectPublicKeyInfo());
        return Lint.require(
                draft.extension(Extension.subjectKeyIdentifier)
                        .map(e -> SubjectKeyIdentifier.getInstance(e.getParsedValue())
                                .getKeyIdentifier())
                        .filter(id -> Arrays.equals(id, expected))
                        .isPresent(),
                "The subject key identifier is missing or not this key's");
    }
}
