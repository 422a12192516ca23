package vn.kyso.notification.push;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A browser's side of a subscription, written from RFC 8188 and RFC 8291 for reading, apart from the code that
/// writes.
public final class Browser {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyPair keyPair;
    private final byte[] auth;

    private Browser(KeyPair keyPair, byte[] auth) {
        this.keyPair = keyPair;
        this.auth = auth.clone();
    }

    public static Browser fresh() {
        byte[] auth = new byte[16];
        RANDOM.nextBytes(auth);
        return new Browser(P256.newKeyPair(), auth);
    }

    static Browser of(KeyPair keyPair, byte[] auth) {
        return new Browser(keyPair, auth);
    }

    static KeyPair keyPair(String publicPoint, String privateScalar) throws GeneralSecurityException {
        return new KeyPair(
                P256.decode(bytes(publicPoint)),
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new ECPrivateKeySpec(new BigInteger(1, bytes(privateScalar)), P256.parameters())));
    }

    WebPushKeys keys() {
        return new WebPushKeys(P256.encode((ECPublicKey) keyPair.getPublic()), auth);
    }

    public String p256dh() {
        return text(P256.encode((ECPublicKey) keyPair.getPublic()));
    }

    public String auth() {
        return text(auth);
    }

    /// The content of a push that this browser received.
    public String read(byte[] body) throws GeneralSecurityException {
        int keyIdBytes = body[20] & 0xff;
        byte[] senderPoint = Arrays.copyOfRange(body, 21, 21 + keyIdBytes);
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(keyPair.getPrivate());
        agreement.doPhase(P256.decode(senderPoint), true);
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes("WebPush: info\0".getBytes(StandardCharsets.US_ASCII));
        info.writeBytes(P256.encode((ECPublicKey) keyPair.getPublic()));
        info.writeBytes(senderPoint);
        byte[] keyingMaterial = KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(agreement.generateSecret())
                        .addSalt(auth)
                        .thenExpand(info.toByteArray(), 32));
        return new String(decode(body, keyingMaterial), StandardCharsets.UTF_8);
    }

    /// Decodes `aes128gcm` of any number of records.
    static byte[] decode(byte[] body, byte[] keyingMaterial) throws GeneralSecurityException {
        ByteBuffer in = ByteBuffer.wrap(body);
        byte[] salt = new byte[16];
        in.get(salt);
        int recordBytes = in.getInt();
        in.position(21 + (body[20] & 0xff));
        SecretKeySpec key = new SecretKeySpec(derive(keyingMaterial, salt, "Content-Encoding: aes128gcm\0", 16), "AES");
        byte[] nonce = derive(keyingMaterial, salt, "Content-Encoding: nonce\0", 12);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long sequence = 0; in.hasRemaining(); sequence++) {
            byte[] sealed = new byte[Math.min(recordBytes, in.remaining())];
            in.get(sealed);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, xor(nonce, sequence)));
            byte[] record = cipher.doFinal(sealed);
            int end = record.length - 1;
            while (record[end] == 0) {
                end--;
            }
            if (record[end] != (in.hasRemaining() ? 1 : 2)) {
                throw new GeneralSecurityException("A record ends with the wrong delimiter");
            }
            out.write(record, 0, end);
        }
        return out.toByteArray();
    }

    private static byte[] xor(byte[] nonce, long sequence) {
        byte[] result = nonce.clone();
        byte[] number = ByteBuffer.allocate(8).putLong(sequence).array();
        for (int i = 0; i < number.length; i++) {
            result[4 + i] ^= number[i];
        }
        return result;
    }

    private static byte[] derive(byte[] keyingMaterial, byte[] salt, String info, int bytes)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(keyingMaterial)
                        .addSalt(salt)
                        .thenExpand(info.getBytes(StandardCharsets.US_ASCII), bytes));
    }

    static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
