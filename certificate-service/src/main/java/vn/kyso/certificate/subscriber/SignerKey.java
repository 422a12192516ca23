package vn.kyso.certificate.subscriber;

import java.util.Base64;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.signer.UserId;

/// The installation's key under which userIDs become what events call a signer (`kyso.signer-key`).
final class SignerKey {
    private final byte[] key;

    /// @param base64 at least 32 bytes
    SignerKey(String base64) {
        this.key = Base64.getDecoder().decode(base64);
        if (key.length < 32) {
            throw new IllegalArgumentException("kyso.signer-key has at least 32 bytes");
        }
    }

    SignerRef refOf(UserId userId) {
        return SignerRef.of(userId.value(), key);
    }

    @Override
    public String toString() {
        return "SignerKey[hidden]";
    }
}
