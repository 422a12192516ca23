package vn.kyso.frame.settings;

import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.kyso.frame.WrappingKey;

/// Beans that need nothing but the settings and the database.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Installation.class, Trust.class, UserIdSettings.class})
public class SettingsConfiguration {
    @Bean
    @ConditionalOnMissingBean
    InstantSource instantSource() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    WrappingKey wrappingKey(Installation installation) {
        return new WrappingKey(installation.masterKeyBytes());
    }
}
