package vn.kyso.approval;

/// What a signer confirms with the passkey of one device to bind another: without it, whoever can use a device's key
/// for a moment (a flaw in the app, an unlocked phone) could bind a device of his own and approve with it.
///
/// The key to which the code will be encrypted is confirmed as well: whoever stands on the way of the answer can't read
/// it, and can't put a key of his own in the place of the phone's.
///
/// @param deviceId the device that confirms
/// @param nonce 32 random bytes of the signing-service, base64url without padding; counts once
/// @param codeKeyThumbprint SHA-256 thumbprint (RFC 7638) of the P-256 key that the phone made for this one answer,
///     base64url without padding
public record FurtherDevice(String rpId, String deviceId, String nonce, String codeKeyThumbprint) {
    private static final int VERSION = 2;

    public FurtherDevice {
        if (rpId.isBlank() || deviceId.isBlank()) {
            throw new IllegalArgumentException("A confirmation leaves no field blank");
        }
        Base64Url.decode(nonce, 32);
        Base64Url.decode(codeKeyThumbprint, 32);
    }

    /// SHA-256 over all fields, under a domain tag of its own: no approval of documents is a confirmation, and the
    /// other way round.
    public byte[] digest() {
        return fields().sha256();
    }

    /// The bytes that are hashed.
    byte[] encoded() {
        return fields().toBytes();
    }

    private Fields fields() {
        return new Fields()
                .text("kyso-further-device")
                .int32(VERSION)
                .text(rpId)
                .text(deviceId)
                .bytes(Base64Url.decode(nonce, 32))
                .bytes(Base64Url.decode(codeKeyThumbprint, 32));
    }
}
