package vn.kyso.messaging;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;

/// One event that a consumer could not take.
///
/// @param partition of the dead-letter topic
/// @param offset in the dead-letter topic
/// @param eventId null, like type, key and tenant, where the record did not say it or not legibly
public record DeadLetter(
        Topic topic,
        int partition,
        long offset,
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String key,
        @Nullable String tenant,
        ProblemType reason,
        String detail,
        Instant at) {}
