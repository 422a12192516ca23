package vn.kyso.gateway.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.gateway.login.LoginPolicy;
import vn.kyso.gateway.login.Person;

/// The claims of a requester's access token: `tenant`, `requester_name`, `scope`, and the audience: `kyso-api`, or
/// `kyso-api/<service>` where it is for one.
@Configuration(proxyBeanMethods = false)
public class AccessTokens {
    /// Names of client settings that hold what the tokens say of a client.
    public static final String TENANT_SETTING = "kyso.tenant";

    public static final String NAME_SETTING = "kyso.name";

    /// RFC 9068, section 2.1: what tells an access token from other JWTs of this issuer.
    private static final String TYPE = "at+jwt";

    private static final String AUDIENCE = "kyso-api";

    /// Long enough for one forwarded request to be accepted, short enough to be worthless in a log.
    private static final Duration TRIP = Duration.ofMinutes(1);

    private final LoginPolicy policy;
    private final InstantSource clock;
    private final JwtEncoder encoder;

    AccessTokens(LoginPolicy policy, InstantSource clock, TokenKeys keys) {
        this.policy = policy;
        this.clock = clock;
        NimbusJwtEncoder nimbus = new NimbusJwtEncoder(keys);
        nimbus.setJwkSelector(List::getFirst);
        this.encoder = nimbus;
    }

    /// A token for one forwarded request of a logged-in person: whoever receives it can use it nowhere else.
    ///
    /// @param to the only service that accepts it
    /// @param scope the only one that it has
    public String issueFor(Person person, Service to, String scope) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuer(policy.publicUrl().toString())
                .subject(person.getUsername())
                .audience(List.of(AUDIENCE + "/" + to.id()))
                .issuedAt(now)
                .expiresAt(now.plus(TRIP))
                .claim("tenant", person.tenant())
                .claim("requester_name", person.displayName() + " · " + person.tenantName())
                .claim("scope", scope)
                .build();
        return encoder.encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.ES256).type(TYPE).build(), claims))
                .getTokenValue();
    }

    @Bean
    JwtEncoder jwtEncoder() {
        return encoder;
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> requesterClaims() {
        return context -> {
            context.getJwsHeader().algorithm(SignatureAlgorithm.ES256);
            if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                return;
            }
            context.getJwsHeader().type(TYPE);
            RegisteredClient client = context.getRegisteredClient();
            JwtClaimsSet.Builder claims = context.getClaims();
            claims.audience(List.of(AUDIENCE));
            claims.claim("scope", String.join(" ", context.getAuthorizedScopes()));
            Authentication principal = context.getPrincipal();
            if (principal != null && principal.getPrincipal() instanceof Person person) {
                claims.claim("tenant", person.tenant());
                claims.claim("requester_name", person.displayName() + " · " + person.tenantName());
            } else {
                claims.claim("tenant", setting(client, TENANT_SETTING));
                claims.claim("requester_name", setting(client, NAME_SETTING));
            }
        };
    }

    private static String setting(RegisteredClient client, String name) {
        String value = client.getClientSettings().getSetting(name);
        if (value == null) {
            throw new IllegalStateException(
                    "Client " + client.getClientId() + " belongs to no tenant: " + name + " is missing");
        }
        return value;
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings() {
        return AuthorizationServerSettings.builder()
                .issuer(policy.publicUrl().toString())
                .build();
    }
}
