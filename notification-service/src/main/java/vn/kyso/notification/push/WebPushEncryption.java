package vn.kyso.notification.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import javax.crypto.KeyAgreement;

/// Message encryption for Web Push, RFC 8291: only the browser that subscribed can read what the push service
/// carries.
final class WebPushEncryption {
    private static final byte[] INFO = "WebPush: info\0".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebPushEncryption() {}

    /// The body of a push, encoded as `aes128gcm`, under a key pair and a salt that are used this once.
    static byte[] encrypt(byte[] content, WebPushKeys receiver) {
        byte[] salt = new byte[EncryptedContentEncoding.SALT_BYTES];
        RANDOM.nextBytes(salt);
        return encrypt(content, receiver, P256.newKeyPair(), salt);
    }

    static byte[] encrypt(byte[] content, WebPushKeys receiver, KeyPair sender, byte[] salt) {
        byte[] senderPoint = P256.encode((ECPublicKey) sender.getPublic());
        byte[] receiverPoint = receiver.p256dh();
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(sender.getPrivate());
            agreement.doPhase(P256.decode(receiverPoint), true);
            byte[] info = ByteBuffer.allocate(INFO.length + 2 * P256.POINT_BYTES)
                    .put(INFO)
                    .put(receiverPoint)
                    .put(senderPoint)
                    .array();
            byte[] keyingMaterial =
                    EncryptedContentEncoding.hkdf(agreement.generateSecret(), receiver.auth(), info, 32);
            return EncryptedContentEncoding.encode(content, keyingMaterial, salt, senderPoint);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A push could not be encrypted", e);
        }
    }
}
