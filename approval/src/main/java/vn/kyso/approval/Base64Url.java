package vn.kyso.approval;

import java.util.Base64;

/// Bytes as base64url without padding, in exactly one spelling: what does not encode back to the same text is refused,
/// so that two texts never stand for the same bytes.
final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!ENCODER.encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("Not base64url without padding");
        }
        return bytes;
    }

    /// @param length the number of bytes it must stand for
    static byte[] decode(String text, int length) {
        byte[] bytes = decode(text);
        if (bytes.length != length) {
            throw new IllegalArgumentException("Expected " + length + " bytes, got " + bytes.length);
        }
        return bytes;
    }
}
