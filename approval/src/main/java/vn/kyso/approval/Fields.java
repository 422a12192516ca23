package vn.kyso.approval;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;

/// Fields one after the other, each with its length as a 32-bit big-endian prefix, so that no two different lists of
/// fields have the same bytes.
final class Fields {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    Fields bytes(byte[] field) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
        out.writeBytes(field);
        return this;
    }

    /// The text in Unicode normalisation form C, as UTF-8.
    Fields text(String field) {
        return bytes(utf8(Normalizer.normalize(field, Normalizer.Form.NFC)));
    }

    Fields int64(long value) {
        return bytes(ByteBuffer.allocate(8).putLong(value).array());
    }

    Fields int32(int value) {
        return bytes(ByteBuffer.allocate(4).putInt(value).array());
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    byte[] sha256() {
        return sha256(out.toByteArray());
    }

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /// Unpaired surrogates have no UTF-8: replacing them would let two texts have the same bytes.
    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The text has an unpaired surrogate", e);
        }
    }
}
