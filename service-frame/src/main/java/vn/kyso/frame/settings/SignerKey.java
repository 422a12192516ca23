package vn.kyso.frame.settings;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.signer.UserId;

/// The key under which userIDs become what events and tokens call a signer (`kyso.signer-key`), the same for every
/// service that sees userIDs. Services that don't are not given it: they leave this record out of their configuration.
///
/// @param signerKey base64, at least 32 bytes
@ConfigurationProperties("kyso")
public record SignerKey(String signerKey) {
    private static final int LEAST_BYTES = 32;

    public SignerKey {
        if (bytes(signerKey).length < LEAST_BYTES) {
            throw new IllegalArgumentException("kyso.signer-key has at least " + LEAST_BYTES + " bytes");
        }
    }

    public SignerRef refOf(UserId userId) {
        return SignerRef.of(userId.value(), bytes(signerKey));
    }

    /// The cause is left out because it may quote the key.
    private static byte[] bytes(@Nullable String base64) {
        if (base64 == null) {
            throw new IllegalArgumentException("kyso.signer-key is missing: signers could not be named");
        }
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("kyso.signer-key is not base64");
        }
    }

    @Override
    public String toString() {
        return "SignerKey[hidden]";
    }
}
