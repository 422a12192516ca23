package vn.kyso.signing.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Limits of sessions.
///
/// @param maxOpen open requests of one tenant to one signer: more of them would wear the signer down
/// @param maxLifetime how far a deadline may lie ahead
/// @param certificateWait how long a certificate that was never, or not lately, heard of is waited for once the
///     projection has caught up: an event about it may be under way
/// @param maxReportedAnswers refused answers that are reported per request; the others are counted
/// @param signingTime from approval to the last try of a document's signature
@ConfigurationProperties("kyso.session")
public record SessionProperties(
        @DefaultValue("50") int maxOpen,
        @DefaultValue("PT1H") Duration maxLifetime,
        @DefaultValue("PT10S") Duration certificateWait,
        @DefaultValue("5") int maxReportedAnswers,
        @DefaultValue("PT10M") Duration signingTime) {
    public SessionProperties {
        if (maxOpen < 1 || maxReportedAnswers < 0) {
            throw new IllegalArgumentException("kyso.session.max-open is at least 1");
        }
        if (maxLifetime.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("kyso.session.max-lifetime is at most an hour");
        }
    }
}
