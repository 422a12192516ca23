package vn.kyso.frame.settings;

import java.time.Clock;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.kyso.frame.WrappingKey;

/// Beans that need nothing but the settings and the database.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Installation.class, Trust.class})
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

    /// The frame's tables stand beside the service's in the same schema and have a history of their own. Whichever of
    /// them comes first, the others find tables there already: each begins with its own baseline 0.
    @Bean
    FlywayMigrationInitializer frameMigrations(DataSource dataSource) {
        return new FlywayMigrationInitializer(Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/frame")
                .table("flyway_frame")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load());
    }
}
