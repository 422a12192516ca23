package vn.kyso.frame.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import vn.kyso.frame.ServiceToken;
import vn.kyso.frame.settings.Installation;
import vn.kyso.frame.settings.Keys;
import vn.kyso.frame.settings.Trust;

@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {
    /// Handlers are guarded by [AccessInterceptor], which knows which handler a request goes to. What is left for the
    /// filters are the firewall and the headers of answers; there are no sessions, cookies or log-in pages here.
    @Bean
    SecurityFilterChain frameFilters(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.cacheControl(cache -> cache.disable()))
                .build();
    }

    @Bean
    AccessRules accessRules(
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings, ObjectProvider<RouterFunction<?>> functions) {
        return new AccessRules(mappings, functions);
    }

    @Bean
    SeenProofs seenProofs(JdbcClient jdbc, InstantSource clock) {
        return new SeenProofs(jdbc, clock);
    }

    @Bean
    DpopVerifier dpopProofs(Installation installation, SeenProofs seen, InstantSource clock) {
        return new DpopVerifier(installation.publicUrl(), seen, clock);
    }

    @Bean
    ServiceToken serviceToken(Installation installation, InstantSource clock) {
        return new SignedServiceToken(
                installation.self(),
                Keys.privateKey("Ed25519", installation.identity().privateKey(), "kyso.identity.private-key"),
                clock);
    }

    @Bean
    Tokens tokens(Trust trust, DpopVerifier proofs, SeenProofs seen, Installation installation, InstantSource clock) {
        return new Tokens(trust, requesterKeys(trust), proofs, seen, installation.self(), clock);
    }

    /// The issuer's keys are kept for ten minutes and fetched again when a token names an unknown one, at most
    /// once in ten seconds; while the issuer is away the last known ones count for four hours more.
    private static JWKSource<SecurityContext> requesterKeys(Trust trust) {
        try {
            DefaultResourceRetriever retriever = new DefaultResourceRetriever(2_000, 2_000, 64 << 10);
            return JWKSourceBuilder.<SecurityContext>create(
                            trust.requesterJwksUri().toURL(), retriever)
                    .cache(
                            Duration.ofMinutes(10).toMillis(),
                            Duration.ofSeconds(5).toMillis())
                    .rateLimited(Duration.ofSeconds(10).toMillis())
                    .outageTolerant(Duration.ofHours(4).toMillis())
                    .build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalStateException("kyso.trust.requester-jwks-uri is no address", e);
        }
    }

    @Bean
    WebMvcConfigurer frameAccess(AccessRules rules, Tokens tokens) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AccessInterceptor(rules, tokens));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new Callers());
            }
        };
    }
}
