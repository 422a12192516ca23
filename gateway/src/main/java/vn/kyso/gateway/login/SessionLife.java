package vn.kyso.gateway.login;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// How long a log-in lasts, and how browsers keep it. Sessions that nobody uses end by themselves
/// (`spring.session.timeout`) and are removed by Spring Session.
@Configuration(proxyBeanMethods = false)
class SessionLife {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Settings settings;

    /// @param longest however busy a session is, its person logs in again after that
    /// @param check how often old ones are looked for
    @ConfigurationProperties("kyso.session")
    record Settings(
            @DefaultValue("12h") Duration longest,
            @DefaultValue("PT1M") Duration check) {
        Settings {
            if (longest.compareTo(Duration.ofMinutes(5)) < 0) {
                throw new IllegalArgumentException("kyso.session.longest is at least five minutes");
            }
        }
    }

    SessionLife(JdbcClient jdbc, InstantSource clock, Settings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${kyso.session.check:PT1M}")
    void endOld() {
        jdbc.sql("delete from spring_session where creation_time < :before")
                .param("before", clock.instant().minus(settings.longest()).toEpochMilli())
                .update();
    }

    /// Behind a proxy that ends TLS every request looks plain; what people call does not.
    @Bean
    static DefaultCookieSerializerCustomizer secureCookie(LoginPolicy policy) {
        return cookie -> {
            if (policy.encrypted()) {
                cookie.setUseSecureCookie(true);
            }
        };
    }
}
