package vn.kyso.certificate.lint;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1Boolean;
import vn.kyso.certificate.profile.CertificateDraft;

/// The certificate is DER: a verifier that encodes it anew must get the same bytes.
final class DerIsCanonical implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.1; X.690, 10 and 11.5";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        if (!draft.canonical()) {
            return Optional.of("The encoding is not DER");
        }
        // `critical` has a default, and DER leaves defaults out. Parsed extensions no longer show it.
        boolean written = RawExtensions.of(draft)
                .anyMatch(extension -> extension.size() == 3
                        && !ASN1Boolean.getInstance(extension.getObjectAt(1)).isTrue());
        return Lint.require(!written, "An extension says that it is not critical");
    }
}
