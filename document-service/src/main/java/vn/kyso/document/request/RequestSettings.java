package vn.kyso.document.request;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param zone of the claimed signing time and of the time in stamps
/// @param askAgainAfter how long after a request's deadline signing-service is asked to close it, if it has not said
///     anything
/// @param giveUpAfter how long after the deadline a request ends as failed if signing-service still says nothing.
///     Far above the time in which it finishes what was approved at the last moment
/// @param sealWithin how long putting a signature in place is tried; long enough for an OCSP responder's bad day
/// @param refusalsPerMinute a tenant's sign requests that are refused once the signer was looked up: enough
///     for mistakes, not for collecting citizens
/// @param timestampTokenBytes what a timestamp token is taken to need until one was seen
@ConfigurationProperties("kyso.sign-request")
public record RequestSettings(
        @DefaultValue("Asia/Ho_Chi_Minh") ZoneId zone,
        @DefaultValue("PT1M") Duration askAgainAfter,
        @DefaultValue("PT6H") Duration giveUpAfter,
        @DefaultValue("PT2H") Duration sealWithin,
        @DefaultValue("120") int refusalsPerMinute,
        @DefaultValue("8192") int timestampTokenBytes) {
    public RequestSettings {
        if (giveUpAfter.compareTo(askAgainAfter) <= 0) {
            throw new IllegalArgumentException("kyso.sign-request: give-up-after is longer than ask-again-after");
        }
        if (refusalsPerMinute < 1) {
            throw new IllegalArgumentException("kyso.sign-request.refusals-per-minute is at least 1");
        }
        if (timestampTokenBytes < 1_024) {
            throw new IllegalArgumentException("kyso.sign-request.timestamp-token-bytes is at least 1024");
        }
    }
}
