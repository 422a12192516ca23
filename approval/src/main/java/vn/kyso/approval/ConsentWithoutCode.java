package vn.kyso.approval;

/// What a signer confirms with the passkey to let a tenant ask without a match code: what a device's token alone allows
/// could be asked by whoever carries the device's calls.
///
/// @param deviceId the device that confirms
/// @param tenant who may ask so
/// @param nonce 32 random bytes of the signing-service, base64url without padding; counts once
public record ConsentWithoutCode(String rpId, String deviceId, String tenant, String nonce) {
    private static final int VERSION = 1;

    public ConsentWithoutCode {
        if (rpId.isBlank() || deviceId.isBlank() || tenant.isBlank()) {
            throw new IllegalArgumentException("A consent leaves no field blank");
        }
        Base64Url.decode(nonce, 32);
    }

    /// SHA-256 over all fields, under a domain tag of its own: no approval and no other confirmation is a consent.
    public byte[] digest() {
        return fields().sha256();
    }

    /// The bytes that are hashed.
    byte[] encoded() {
        return fields().toBytes();
    }

    private Fields fields() {
        return new Fields()
                .text("kyso-consent-without-code")
                .int32(VERSION)
                .text(rpId)
                .text(deviceId)
                .text(tenant)
                .bytes(Base64Url.decode(nonce, 32));
    }
}
