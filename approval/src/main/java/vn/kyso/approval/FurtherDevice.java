package vn.kyso.approval;

/// What a signer confirms with the passkey of one device to bind another: without it, whoever can use a device's key
/// for a moment (a flaw in the app, an unlocked phone) could bind a device of his own and approve with it.
///
/// @param deviceId the device that confirms
/// @param nonce 32 random bytes of the signing-service, base64url without padding; counts once
public record FurtherDevice(String rpId, String deviceId, String nonce) {
    private static final int VERSION = 1;

    public FurtherDevice {
        if (rpId.isBlank() || deviceId.isBlank()) {
            throw new IllegalArgumentException("A confirmation leaves no field blank");
        }
        Base64Url.decode(nonce, 32);
    }

    /// SHA-256 over all fields, under a domain tag of its own: no approval of documents is a confirmation, and the
    /// other way round.
    public byte[] digest() {
        return new Fields()
                .text("kyso-further-device")
                .int32(VERSION)
                .text(rpId)
                .text(deviceId)
                .bytes(Base64Url.decode(nonce, 32))
                .sha256();
    }
}
