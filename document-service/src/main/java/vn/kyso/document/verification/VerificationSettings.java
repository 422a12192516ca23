package vn.kyso.document.verification;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param receiving files that one instance receives and holds at a time, each of up to `kyso.document.max-size` on the
///     blobs' volume; beyond them a caller is asked to come again before the file is read
/// @param receivingEach how many of them one tenant has
/// @param concurrent files that one instance verifies at a time: a hostile one takes up to 100 MB of heap
/// @param waitAtMost how long a received file waits for its turn before the caller is asked to come again
/// @param timeLimit most time for one file, from its turn on; a hostile one must not hold its place for ever
/// @param fetches most calls to responders and lists for one file, of ten seconds each, all within its time
@ConfigurationProperties("kyso.verification")
record VerificationSettings(
        @DefaultValue("8") int receiving,
        @DefaultValue("4") int receivingEach,
        @DefaultValue("2") int concurrent,
        @DefaultValue("PT20S") Duration waitAtMost,
        @DefaultValue("PT60S") Duration timeLimit,
        @DefaultValue("20") int fetches) {
    VerificationSettings {
        if (concurrent < 1 || fetches < 0 || timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("kyso.verification: concurrent and time-limit are positive");
        }
    }
}
