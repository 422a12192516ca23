package vn.kyso.local;

import java.time.Duration;

/// Waiting between two looks at a process that nobody here is the parent of, so that nothing tells of its end.
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalPartException("Interrupted while waiting", e);
        }
    }
}
