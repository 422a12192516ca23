package vn.kyso.certificate.authority;

import java.net.URI;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.frame.WrappingKey;
import vn.kyso.frame.settings.Installation;
import vn.kyso.messaging.Outbox;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PkiProperties.class)
class AuthorityConfiguration {
    @Bean
    PkiAddresses pkiAddresses(PkiProperties properties, Installation installation) {
        URI base = properties.baseUrl();
        return new PkiAddresses(base == null ? withoutSlash(installation.publicUrl()) + "/pki" : withoutSlash(base));
    }

    @Bean
    TrustAnchorEvents trustAnchorEvents(
            JdbcClient jdbc,
            Outbox outbox,
            TransactionOperations transactions,
            InstantSource clock,
            PkiProperties properties) {
        return new TrustAnchorEvents(jdbc, outbox, transactions, clock, properties);
    }

    @Bean
    @DependsOnDatabaseInitialization
    EmbeddedAuthority embeddedAuthority(
            PkiProperties properties,
            PkiAddresses addresses,
            WrappingKey wrappingKey,
            TrustAnchorEvents anchors,
            JdbcClient jdbc,
            TransactionOperations transactions,
            InstantSource clock) {
        CertificateSigning signing = new CertificateSigning(
                new ProfileExtensions(addresses, properties.policy(), properties.timestampPolicy()));
        return new EmbeddedAuthority(
                new AuthorityKeys(jdbc, wrappingKey),
                new AuthorityKeyMaking(properties, signing),
                signing,
                anchors,
                jdbc,
                transactions,
                clock);
    }

    @Bean
    HealthIndicator keyStoreHealthIndicator(EmbeddedAuthority authority) {
        return new AuthorityHealth(authority);
    }

    @Bean
    AuthorityMetrics authorityMetrics(EmbeddedAuthority authority, InstantSource clock) {
        return new AuthorityMetrics(authority, clock);
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
