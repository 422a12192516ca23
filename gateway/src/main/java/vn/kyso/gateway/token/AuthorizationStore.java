package vn.kyso.gateway.token;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.JdbcRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/// The authorization server's state in the gateway's database, so that any instance serves any client and session.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AuthorizationStore {
    private final JdbcClient jdbc;

    AuthorizationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Bean
    RegisteredClientRepository registeredClients(JdbcOperations operations) {
        return new JdbcRegisteredClientRepository(operations);
    }

    @Bean
    OAuth2AuthorizationService authorizations(JdbcOperations operations, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationService(operations, clients);
    }

    @Bean
    OAuth2AuthorizationConsentService consents(JdbcOperations operations, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationConsentService(operations, clients);
    }

    /// Access tokens are checked by signature, never looked up; rows of ended ones only fill the table.
    @Scheduled(fixedDelayString = "PT10M")
    void removeEnded() {
        jdbc.sql("""
                delete from oauth2_authorization
                where coalesce(access_token_expires_at, authorization_code_expires_at) < now() - interval '1 hour'
                  and coalesce(refresh_token_expires_at, '-infinity') < now()
                """).update();
    }
}
