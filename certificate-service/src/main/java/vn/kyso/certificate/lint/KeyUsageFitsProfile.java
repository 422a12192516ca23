package vn.kyso.certificate.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import vn.kyso.certificate.profile.CertificateDraft;

/// Exactly the usages of the profile: a key that signs documents certifies nobody.
final class KeyUsageFitsProfile implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.2.1.3; RFC 3161, 2.3";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        return Lint.require(
                draft.extension(Extension.keyUsage)
                        .map(e -> KeyUsage.getInstance(e.getParsedValue()))
                        .filter(usage ->
                                usage.equals(new KeyUsage(draft.profile().keyUsage())))
                        .isPresent(),
                "The key usage is not the profile's");
    }
}
