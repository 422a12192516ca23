package vn.kyso.document.request;

import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.signer.UserId;

/// Turns userIDs into the keyed hashes by which events and tokens name signers (`kyso.signer-key`).
@Component
class SignerKey {
    private final byte[] key;

    SignerKey(@Value("${kyso.signer-key}") String base64) {
        this.key = Base64.getDecoder().decode(base64);
    }

    SignerRef reference(UserId userId) {
        return SignerRef.of(userId.value(), key);
    }

    @Override
    public String toString() {
        return "SignerKey[hidden]";
    }
}
