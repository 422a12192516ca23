package vn.kyso.frame.idempotency;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.validation.annotation.Validated;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.frame.WrappingKey;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdempotencyConfiguration.Settings.class)
public class IdempotencyConfiguration {
    /// @param retention how long a key gives its first answer again; long enough for a client's retries over a night
    @Validated
    @ConfigurationProperties("kyso.idempotency")
    record Settings(@DefaultValue("24h") Duration retention) {
        Settings {
            if (retention.compareTo(Duration.ofMinutes(10)) < 0) {
                throw new IllegalArgumentException("kyso.idempotency.retention is at least 10 minutes");
            }
        }
    }

    @Bean
    LeasedKeys idempotencyKeys(
            JdbcClient jdbc, InstantSource clock, WrappingKey wrapping, JsonMapper json, Settings settings) {
        return new LeasedKeys(new StoredAnswers(jdbc, clock), wrapping, json, settings.retention());
    }
}
