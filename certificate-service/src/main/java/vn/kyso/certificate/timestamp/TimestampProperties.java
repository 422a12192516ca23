package vn.kyso.certificate.timestamp;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The time-stamp authority (`kyso.timestamp`). Its policy is part of its certificate and stands with the other
/// profiles: `kyso.pki.timestamp-policy`.
///
/// @param accuracy how far the host's clock may be from UTC; whoever promises less watches the clock
///     accordingly
@ConfigurationProperties("kyso.timestamp")
record TimestampProperties(@DefaultValue("PT1S") Duration accuracy) {
    TimestampProperties {
        if (accuracy.compareTo(Duration.ofMillis(1)) < 0 || accuracy.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("kyso.timestamp.accuracy is between a millisecond and a minute");
        }
    }
}
