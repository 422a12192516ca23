package vn.kyso.certificate.profile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// Key identifiers of this CA's certificates: the leftmost 160 bits of the key's SHA-256 (RFC 7093, 2, method
/// 1).
public final class KeyIdentifiers {
    private static final int LENGTH = 20;

    private KeyIdentifiers() {}

    public static byte[] of(SubjectPublicKeyInfo key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(key.getPublicKeyData().getOctets());
            return Arrays.copyOf(digest, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
