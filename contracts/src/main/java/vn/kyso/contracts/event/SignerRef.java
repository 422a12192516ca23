package vn.kyso.contracts.event;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A signer as events and tokens name one: HMAC-SHA-256 of the normalised userID under the installation's signer key,
/// base64url without padding. Who reads the broker learns no identity number from it.
public record SignerRef(String value) {
    private static final int LENGTH = 43;

    public SignerRef {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("A signer reference has " + LENGTH + " base64url characters");
        }
    }

    /// The reference of a normalised userID, such as `ICA.001099012345`.
    ///
    /// @param signerKey at least 32 bytes, shared by the services of one installation
    public static SignerRef of(String normalisedUserId, byte[] signerKey) {
        if (signerKey.length < 32) {
            throw new IllegalArgumentException("The signer key has at least 32 bytes");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signerKey, "HmacSHA256"));
            byte[] hash = mac.doFinal(("kyso-signer-v1:" + normalisedUserId).getBytes(StandardCharsets.UTF_8));
            return new SignerRef(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
