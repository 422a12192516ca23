package vn.kyso.certificate.status;

import java.util.Set;
import vn.kyso.contracts.signer.UserId;

/// What the register knows about a public key.
///
/// @param userIds whoever has or had a certificate over it
/// @param compromised whether one of them was revoked because it was
public record KeyHistory(Set<String> userIds, boolean compromised) {
    public KeyHistory {
        userIds = Set.copyOf(userIds);
    }

    /// Whether somebody else has or had it.
    public boolean anothers(UserId userId) {
        return userIds.stream().anyMatch(other -> !other.equals(userId.value()));
    }
}
