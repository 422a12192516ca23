package vn.kyso.messaging;

import java.time.Instant;
import java.util.UUID;

/// A leased row of work.
///
/// @param attempt 1 for the first try
/// @param lease names this worker's hold on the row
public record WorkItem(
        String queue, String key, String tenant, String payload, int attempt, Instant deadline, UUID lease) {}
