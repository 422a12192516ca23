package vn.kyso.notification.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/// Calls the push service that a device has subscribed at. Holds no transaction.
@Component
class PushCalls {
    private final PushSubscriptions subscriptions;
    private final Map<Channel, PushSender> senders = new EnumMap<>(Channel.class);
    private final PushProperties properties;
    private final MeterRegistry metrics;

    PushCalls(
            PushSubscriptions subscriptions,
            List<PushSender> senders,
            PushProperties properties,
            MeterRegistry metrics) {
        this.subscriptions = subscriptions;
        senders.forEach(sender -> this.senders.put(sender.channel(), sender));
        this.properties = properties;
        this.metrics = metrics;
    }

    /// @param target where the device wanted to be told when it was called
    record Called(PushTarget target, PushOutcome outcome) {}

    /// @return empty where the device wants no pushes, or none that this installation can send
    Optional<Called> call(String deviceId, PushMessage message) {
        Optional<PushTarget> target = subscriptions.of(deviceId);
        PushSender sender = target.map(t -> senders.get(t.channel())).orElse(null);
        if (target.isEmpty() || sender == null) {
            return Optional.empty();
        }
        Timer.Sample sample = Timer.start(metrics);
        PushOutcome outcome = sender.send(target.get(), message);
        sample.stop(timer(sender.channel(), outcome));
        return Optional.of(new Called(target.get(), outcome));
    }

    /// As long as the push service asked for, otherwise doubling, never twice the same for all.
    Duration pause(int attempt, PushOutcome.TryLater later) {
        Duration asked = later.after();
        if (asked != null && asked.compareTo(properties.firstRetry()) > 0) {
            return asked;
        }
        long doubled = properties.firstRetry().toMillis() << Math.min(attempt - 1, 16);
        long longest = Math.min(doubled, properties.longestRetry().toMillis());
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    private Timer timer(Channel channel, PushOutcome outcome) {
        String name = switch (outcome) {
            case PushOutcome.Accepted accepted -> "accepted";
            case PushOutcome.Gone gone -> "gone";
            case PushOutcome.Refused refused -> "refused";
            case PushOutcome.TryLater later -> "try-later";
        };
        return Timer.builder("kyso.push")
                .description("Calls to push services")
                .tag("channel", channel.id())
                .tag("outcome", name)
                .publishPercentileHistogram()
                .register(metrics);
    }
}
