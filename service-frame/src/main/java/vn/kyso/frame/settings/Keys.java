package vn.kyso.frame.settings;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// Reads keys as configuration gives them: DER in base64.
public final class Keys {
    private Keys() {}

    /// @param algorithm `EC` or `Ed25519`
    /// @param property named in the message when it can't be read
    public static PublicKey publicKey(String algorithm, String base64, String property) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64.strip())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(property + " is not an " + algorithm + " public key (X.509, base64)", e);
        }
    }

    /// As [#publicKey(String, String, String)], for PKCS#8; the cause is left out because it may quote the key.
    public static PrivateKey privateKey(String algorithm, String base64, String property) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64.strip())));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IllegalStateException(property + " is not an " + algorithm + " private key (PKCS#8, base64)");
        }
    }
}
