package vn.kyso.signing.credential;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where keys live.
///
/// @param kind `software`: wrapped in the service's database, for development and tests only
/// @param sessions how many keys are used at a time; an HSM's token has as many sessions. By default the number of
///     processors, for more would only wait
/// @param patience how long a use waits for its turn before it counts as failed and is tried again later
@ConfigurationProperties("kyso.key-store")
public record KeyStoreProperties(
        @DefaultValue("software") String kind,
        @Nullable Integer sessions,
        @DefaultValue("PT20S") Duration patience) {
    public KeyStoreProperties {
        if (sessions != null && (sessions < 1 || sessions > 256)) {
            throw new IllegalArgumentException("kyso.key-store.sessions is between 1 and 256");
        }
    }

    int threads() {
        return sessions == null ? Runtime.getRuntime().availableProcessors() : sessions;
    }
}
