package vn.kyso.messaging;

import java.time.Instant;

/// Work to be done once, not before an instant and not after another.
///
/// @param queue the [Worker] that it is for
/// @param key names the work within its queue: the same work added twice is one row
/// @param payload JSON, for the worker alone
/// @param notBefore the earliest start; a timer is a row whose start lies ahead (kept to about 100 ms)
/// @param deadline when [Worker#expired] takes the place of [Worker#work]
public record NewWork(String queue, String key, String tenant, String payload, Instant notBefore, Instant deadline) {
    public NewWork {
        if (queue.isBlank() || key.isBlank() || tenant.isBlank()) {
            throw new IllegalArgumentException("Work needs a queue, a key and a tenant");
        }
        if (deadline.isBefore(notBefore)) {
            throw new IllegalArgumentException("Work " + queue + "/" + key + " would be over before it begins");
        }
    }
}
