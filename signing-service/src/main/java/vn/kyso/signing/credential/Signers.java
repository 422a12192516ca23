package vn.kyso.signing.credential;

import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.settings.UserIdSettings;

/// Turns the userIDs that operators type into the references under which everything else here knows signers. A userID
/// is never kept.
@Component
public class Signers {
    private final UserIdSettings userIds;
    private final byte[] signerKey;

    Signers(UserIdSettings userIds, SignerKeyProperties key) {
        this.userIds = userIds;
        this.signerKey = Base64.getDecoder().decode(key.signerKey());
    }

    /// @throws ProblemException `invalid-user-id`
    public SignerRef require(String typedUserId) {
        return SignerRef.of(userIds.require(typedUserId).value(), signerKey);
    }

    /// @param signerKey base64, at least 32 bytes, the same in all services of an installation
    @ConfigurationProperties("kyso")
    public record SignerKeyProperties(@Name("signer-key") String signerKey) {
        @Override
        public String toString() {
            return "SignerKeyProperties[redacted]";
        }
    }
}
