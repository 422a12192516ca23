package vn.kyso.notification.inbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the inbox behaves.
///
/// @param heartbeat often enough for a proxy not to take a quiet stream for a dead one
/// @param longestStream then the phone comes again, with a fresh token
/// @param poll finds changes whose notification was lost; not how fast a change arrives
/// @param streamsPerDevice a further one ends the oldest
/// @param answersPerDevice to one request: enough for a wrong try, too few to keep the signing-service busy
/// @param keep how long after its deadline a request stays in the signer's history. Longer than an event can come
///     back from the dead letters (23 days), or one could bring a forgotten request back
@Validated
@ConfigurationProperties("kyso.inbox")
record InboxProperties(
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("10m") Duration longestStream,
        @DefaultValue("5s") Duration poll,
        @DefaultValue("4") @Min(1) @Max(64) int streamsPerDevice,
        @DefaultValue("8") @Min(1) @Max(64) int answersPerDevice,
        @DefaultValue("365d") Duration keep) {
    private static final Duration LEAST_KEPT = Duration.ofDays(24);

    InboxProperties {
        if (keep.compareTo(LEAST_KEPT) < 0) {
            throw new IllegalArgumentException("kyso.inbox.keep is at least " + LEAST_KEPT.toDays() + " days");
        }
    }
}
