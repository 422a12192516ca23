package vn.kyso.document.document;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A SHA-256 digest.
///
/// @param value base64url without padding, as it stands in events, answers and ETags
public record Sha256(String value) {
    private static final int LENGTH = 43;

    public Sha256 {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("A SHA-256 digest has " + LENGTH + " base64url characters");
        }
    }

    public static Sha256 of(byte[] digest) {
        return new Sha256(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    public byte[] bytes() {
        return Base64.getUrlDecoder().decode(value);
    }

    /// A new computation.
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
