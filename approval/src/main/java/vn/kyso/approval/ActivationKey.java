package vn.kyso.approval;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that follows from an activation code. The server keeps it (wrapped) instead of the code; whoever holds it
/// can bind one device while the activation is open, and nothing else.
public final class ActivationKey {
    private static final String HMAC = "HmacSHA256";
    private static final int BYTES = 32;

    private final byte[] key;

    private ActivationKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("An activation key has " + BYTES + " bytes");
        }
        this.key = key.clone();
    }

    /// The key that was kept.
    public static ActivationKey of(byte[] key) {
        return new ActivationKey(key);
    }

    /// The phone's proof that it knows the code, over what it binds: a code sent past it by somebody else's device
    /// key, passkey or ceremony proves nothing.
    ///
    /// @param deviceKeyThumbprint RFC 7638 thumbprint of the device's key, base64url
    /// @param creationChallenge the challenge of the WebAuthn creation options
    /// @param attestationObject as the authenticator gave it
    public byte[] mac(String deviceKeyThumbprint, byte[] creationChallenge, byte[] attestationObject) {
        byte[] proven = new Fields()
                .text("kyso-activation-proof")
                .int32(1)
                .text(deviceKeyThumbprint)
                .bytes(creationChallenge)
                .bytes(attestationObject)
                .toBytes();
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(proven);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(HMAC + " is part of every Java platform", e);
        }
    }

    /// Whether a phone's proof is right; takes the same time either way.
    public boolean proves(byte[] mac, String deviceKeyThumbprint, byte[] creationChallenge, byte[] attestationObject) {
        return MessageDigest.isEqual(mac, mac(deviceKeyThumbprint, creationChallenge, attestationObject));
    }

    /// The bytes to wrap and keep.
    public byte[] encoded() {
        return key.clone();
    }

    @Override
    public String toString() {
        return "ActivationKey[redacted]";
    }
}
