package vn.kyso.messaging;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Waits that double, up to a longest one, with a quarter of chance so that many don't come back at once.
record BackOff(Duration first, Duration longest) {
    /// @param attempt 1 after the first failure
    Duration after(int attempt) {
        int doublings = Math.clamp(attempt - 1, 0, 30);
        long millis = Math.min(first.toMillis() << doublings, longest.toMillis());
        if (millis <= 0) {
            millis = longest.toMillis();
        }
        return Duration.ofMillis(millis * 3 / 4 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
