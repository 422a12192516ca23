package vn.kyso.notification.inbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a request stands for its signer.
enum InboxState {
    /// Waits for an answer.
    OPEN,
    /// A device answered; the signing-service has not said what it makes of it.
    ANSWERED,
    /// The signing-service accepted an approval.
    APPROVED,
    /// No signature will come of it.
    CLOSED;

    /// What the signing-service decided counts before everything else; without a decision the deadline does,
    /// whether or not anybody has said so yet.
    ///
    /// @param decision `approved` or `closed`, null without one
    static InboxState of(@Nullable String decision, boolean answered, Instant approveUntil, Instant now) {
        if (decision != null) {
            return decision.equals("approved") ? APPROVED : CLOSED;
        }
        if (!now.isBefore(approveUntil)) {
            return CLOSED;
        }
        return answered ? ANSWERED : OPEN;
    }

    /// The name in the API.
    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
