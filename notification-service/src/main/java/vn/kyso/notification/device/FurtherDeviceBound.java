package vn.kyso.notification.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Published within the transaction that records it: a signer who has devices got another one, and hears of it on
/// those.
///
/// @param others the signer's devices that were bound before, at least one
public record FurtherDeviceBound(String signer, BoundDevice device, List<String> others) {
    /// How long it is news. What is older comes from a topic that is read anew, and was told in its time.
    public static final Duration NEWS = Duration.ofDays(7);

    public FurtherDeviceBound {
        others = List.copyOf(others);
    }

    /// Whether it still is.
    boolean isNews(Instant now) {
        return device.boundAt().isAfter(now.minus(NEWS));
    }
}
