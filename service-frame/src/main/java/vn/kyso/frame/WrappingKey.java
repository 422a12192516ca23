package vn.kyso.frame;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// The installation's master key (`kyso.master-key`, 32 bytes, base64), under which a service wraps what its database
/// must not hold in the clear and authenticates rows that nobody else may write. Keys for the two uses, and one for
/// each purpose of the second, are derived with HKDF-SHA-256 (RFC 5869), so none of them says anything about another.
///
/// A wrapped value is a version byte (1), a fresh 12-byte nonce and the AES-256-GCM ciphertext with its 16-byte tag.
/// Thread-safe.
public final class WrappingKey {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecretKey master;
    private final SecretKey wrapping;
    private final SecureRandom random = new SecureRandom();

    /// @param masterKey 32 bytes
    public WrappingKey(byte[] masterKey) {
        if (masterKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("The master key has " + KEY_BYTES + " bytes");
        }
        this.master = new javax.crypto.spec.SecretKeySpec(masterKey, "Generic");
        this.wrapping = derive("AES", "kyso wrap v1");
    }

    /// Encrypts `clear` so that it opens only with the same associated data.
    ///
    /// @param associatedData what the value is and to whom it belongs, such as `signing/credential/<id>/p256/v1`
    public byte[] wrap(byte[] clear, String associatedData) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, associatedData);
            byte[] wrapped = Arrays.copyOf(new byte[] {VERSION}, 1 + NONCE_BYTES + cipher.getOutputSize(clear.length));
            System.arraycopy(nonce, 0, wrapped, 1, NONCE_BYTES);
            cipher.doFinal(clear, 0, clear.length, wrapped, 1 + NONCE_BYTES);
            return wrapped;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM did not encrypt", e);
        }
    }

    /// @throws WrappedValueException if it was altered, belongs to other associated data, or to another master key
    public byte[] unwrap(byte[] wrapped, String associatedData) {
        if (wrapped.length < 1 + NONCE_BYTES + TAG_BITS / 8 || wrapped[0] != VERSION) {
            throw new WrappedValueException("Not a wrapped value of a version that is known here");
        }
        byte[] nonce = Arrays.copyOfRange(wrapped, 1, 1 + NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, associatedData)
                    .doFinal(wrapped, 1 + NONCE_BYTES, wrapped.length - 1 - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new WrappedValueException("A wrapped value was altered or belongs elsewhere", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM did not decrypt", e);
        }
    }

    /// HMAC-SHA-256 under the key of that purpose. Compare with [java.security.MessageDigest#isEqual].
    ///
    /// @param purpose a constant that names the use and its version, such as `signing/session-row v1`
    public byte[] mac(String purpose, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(derive("HmacSHA256", "kyso mac v1 " + purpose));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String associatedData) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, wrapping, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(new byte[] {VERSION});
        cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey derive(String algorithm, String info) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.expandOnly(master, info.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is part of every Java 25 platform", e);
        }
    }

    @Override
    public String toString() {
        return "WrappingKey[hidden]";
    }
}
