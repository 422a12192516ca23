package vn.kyso.signing.credential;

import org.springframework.stereotype.Component;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.settings.SignerKey;
import vn.kyso.frame.settings.UserIdSettings;

/// Turns the userIDs that operators type into the references under which everything else here knows signers. A userID
/// is never kept.
@Component
public class Signers {
    private final UserIdSettings userIds;
    private final SignerKey signerKey;

    Signers(UserIdSettings userIds, SignerKey signerKey) {
        this.userIds = userIds;
        this.signerKey = signerKey;
    }

    /// @throws ProblemException `invalid-user-id`
    public SignerRef require(String typedUserId) {
        return signerKey.refOf(userIds.require(typedUserId));
    }
}
