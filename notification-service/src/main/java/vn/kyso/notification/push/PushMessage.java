package vn.kyso.notification.push;

import java.time.Duration;
import java.time.Instant;

/// What a device is told: that this request waits, until when.
///
/// @param requester who asks, as the signer reads it; leaves the platform only where the push is encrypted for the
/// device
/// @param until after this the push is of no use, and providers are told to drop it
record PushMessage(String requestId, String requester, Instant until) {
    /// How long a provider may keep it, in whole seconds, at least one.
    Duration timeToLive(Instant now) {
        long seconds = Math.max(1, Duration.between(now, until).toSeconds());
        return Duration.ofSeconds(seconds);
    }
}
