package vn.kyso.signing.credential;

import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.frame.WrappingKey;

/// Chooses the key store.
@Configuration(proxyBeanMethods = false)
class CredentialConfiguration {
    @Bean
    SigningKeys signingKeys(
            KeyStoreProperties properties, JdbcClient jdbc, WrappingKey wrapping, Environment environment) {
        if (!properties.kind().equals("software")) {
            throw new IllegalStateException("kyso.key-store.kind is `software`; there is no other store yet");
        }
        if (environment.acceptsProfiles(Profiles.of("production"))) {
            throw new IllegalStateException(
                    "The software key store keeps signers' keys in this process's memory while they are used: the"
                            + " production profile needs a hardware security module");
        }
        return new SoftwareSigningKeys(jdbc, wrapping, new KeyThreads(properties.threads(), properties.patience()));
    }

    @Bean
    HealthIndicator keyStore(SigningKeys keys) {
        return new KeyStoreHealth(keys);
    }
}
