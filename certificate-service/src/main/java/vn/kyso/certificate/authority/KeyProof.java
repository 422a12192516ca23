package vn.kyso.certificate.authority;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;

/// Shows that a private key is the one of its certificate's public key.
final class KeyProof {
    private static final byte[] SAMPLE =
            "kyso: this key belongs to its certificate".getBytes(StandardCharsets.US_ASCII);

    private KeyProof() {}

    /// @throws IllegalStateException if it is not
    static void require(AuthorityKey key) {
        try {
            Signature signature = Signature.getInstance(key.algorithm());
            signature.initSign(key.privateKey());
            signature.update(SAMPLE);
            byte[] value = signature.sign();
            signature.initVerify(key.certificate().getPublicKey());
            signature.update(SAMPLE);
            if (!signature.verify(value)) {
                throw new IllegalStateException("The key of " + key.role() + " is not its certificate's");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key of " + key.role() + " can't be used", e);
        }
    }
}
