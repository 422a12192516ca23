package vn.kyso.notification.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The content coding `aes128gcm` of RFC 8188, for contents that fit one record, as RFC 8291, 4 wants them.
final class EncryptedContentEncoding {
    static final int SALT_BYTES = 16;

    /// The record size that every push service has to take (RFC 8291, 4).
    static final int RECORD_BYTES = 4096;

    private static final int TAG_BYTES = 16;
    private static final byte LAST_RECORD = 2;

    /// The most that fits one record beside the tag and the delimiter.
    static final int MAX_CONTENT_BYTES = RECORD_BYTES - TAG_BYTES - 1;

    private EncryptedContentEncoding() {}

    /// Header and the one record.
    ///
    /// @param keyingMaterial the secret that the reader has too (RFC 8188, 2.2); never used with the same salt
    /// again
    /// @param keyId tells the reader which secret it is, at most 255 bytes
    static byte[] encode(byte[] content, byte[] keyingMaterial, byte[] salt, byte[] keyId) {
        if (content.length > MAX_CONTENT_BYTES) {
            throw new IllegalArgumentException("A push carries at most " + MAX_CONTENT_BYTES + " bytes");
        }
        if (salt.length != SALT_BYTES || keyId.length > 255) {
            throw new IllegalArgumentException("The salt has 16 bytes, the key id at most 255");
        }
        byte[] record = Arrays.copyOf(content, content.length + 1);
        record[content.length] = LAST_RECORD;
        try {
            SecretKey key = new SecretKeySpec(derive(keyingMaterial, salt, "Content-Encoding: aes128gcm\0", 16), "AES");
            // The sequence number of the first record is 0, so the nonce is the derived one as it stands (2.3).
            byte[] nonce = derive(keyingMaterial, salt, "Content-Encoding: nonce\0", 12);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            byte[] sealed = cipher.doFinal(record);
            return ByteBuffer.allocate(SALT_BYTES + 5 + keyId.length + sealed.length)
                    .put(salt)
                    .putInt(RECORD_BYTES)
                    .put((byte) keyId.length)
                    .put(keyId)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A content could not be encrypted", e);
        }
    }

    private static byte[] derive(byte[] keyingMaterial, byte[] salt, String info, int bytes)
            throws GeneralSecurityException {
        return hkdf(keyingMaterial, salt, info.getBytes(StandardCharsets.US_ASCII), bytes);
    }

    /// HKDF with SHA-256, extract and expand (RFC 5869).
    static byte[] hkdf(byte[] keyingMaterial, byte[] salt, byte[] info, int bytes) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(keyingMaterial)
                        .addSalt(salt)
                        .thenExpand(info, bytes));
    }
}
