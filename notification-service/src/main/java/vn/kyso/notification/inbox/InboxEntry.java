package vn.kyso.notification.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request as the inbox lists it.
///
/// @param reason the requester's reason for the signature
/// @param documents how many there are
/// @param firstName the first document's name
/// @param closedReason the code of a `ProblemType` where the state is `closed`
/// @param answerRefused why the last answer did not count; the request waits for another
/// @param outcome how the request ended as a whole, once it has
@JsonInclude(JsonInclude.Include.ALWAYS)
record InboxEntry(
        String requestId,
        String requester,
        String tenant,
        InboxState state,
        @Nullable String reason,
        Instant askedAt,
        Instant approveUntil,
        int documents,
        String firstName,
        @Nullable String closedReason,
        @Nullable String answerRefused,
        @Nullable String outcome)
        implements News {}
