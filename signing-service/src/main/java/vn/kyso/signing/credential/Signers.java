package vn.kyso.signing.credential;

import java.util.Base64;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.contracts.signer.UserId;
import vn.kyso.frame.ProblemException;

/// Turns the userIDs that operators type into the references under which everything else here knows signers. A userID
/// is never kept.
@Component
public class Signers {
    private final List<String> prefixes;
    private final byte[] signerKey;

    Signers(UserIdProperties userIds, SignerKeyProperties key) {
        this.prefixes = userIds.prefixes();
        this.signerKey = Base64.getDecoder().decode(key.signerKey());
    }

    /// @throws ProblemException `invalid-user-id`
    public SignerRef require(String typedUserId) {
        UserId userId = UserId.parse(typedUserId, prefixes)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_USER_ID,
                        "A userID is " + String.join(" or ", prefixes)
                                + ", a dot, and 12 digits (CCCD), a passport number, or a tax code of 10 or 13"
                                + " digits."));
        return SignerRef.of(userId.value(), signerKey);
    }

    /// @param prefixes of userIDs; other providers' beside our own
    @ConfigurationProperties("kyso.user-id")
    public record UserIdProperties(@DefaultValue("ICA") List<String> prefixes) {
        public UserIdProperties {
            prefixes = List.copyOf(prefixes);
        }
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
