package vn.kyso.frame.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTClaimsSetAwareJWSKeySelector;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// Reads one kind of token: one algorithm, keys found by configuration and never in the token, the kind's types,
/// issuer and time. Built of Spring Security's decoder, which refuses unsigned tokens and unknown critical
/// headers.
final class TokenDecoder {
    /// Between two machines' clocks.
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final NimbusJwtDecoder decoder;

    private TokenDecoder(NimbusJwtDecoder decoder) {
        this.decoder = decoder;
    }

    /// @param keys where an ES256 key is chosen by the token's `kid`
    static TokenDecoder es256(
            com.nimbusds.jose.jwk.source.JWKSource<SecurityContext> keys,
            Set<String> types,
            String issuer,
            InstantSource clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        return of(processor, types, claims -> issuer.equals(claims.getIssuer()), clock);
    }

    /// One ES256 key, whatever `kid` the token names.
    static TokenDecoder es256(Key key, Set<String> types, String issuer, InstantSource clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(
                (header, context) -> JWSAlgorithm.ES256.equals(header.getAlgorithm()) ? List.of(key) : List.of());
        return of(processor, types, claims -> issuer.equals(claims.getIssuer()), clock);
    }

    /// EdDSA keys chosen by the token's issuer.
    static TokenDecoder ed25519(Function<String, @Nullable Key> keyOfIssuer, String type, InstantSource clock) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSVerifierFactory(Ed25519Signatures.VERIFIERS);
        processor.setJWTClaimsSetAwareJWSKeySelector(new JWTClaimsSetAwareJWSKeySelector<>() {
            @Override
            public List<? extends Key> selectKeys(
                    JWSHeader header, JWTClaimsSet claims, @Nullable SecurityContext context) {
                String issuer = claims.getIssuer();
                boolean known = JWSAlgorithm.EdDSA.equals(header.getAlgorithm()) && issuer != null;
                return known ? Stream.ofNullable(keyOfIssuer.apply(issuer)).toList() : List.of();
            }
        });
        return of(processor, Set.of(type), claims -> true, clock);
    }

    private static TokenDecoder of(
            DefaultJWTProcessor<SecurityContext> processor,
            Set<String> types,
            java.util.function.Predicate<JWTClaimsSet> issuer,
            InstantSource clock) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                types.stream().map(JOSEObjectType::new).collect(Collectors.toSet())));
        processor.setJWTClaimsSetVerifier((claims, context) -> {
            if (!issuer.test(claims)) {
                throw new com.nimbusds.jwt.proc.BadJWTException("Another issuer");
            }
        });
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(inTime(clock));
        return new TokenDecoder(decoder);
    }

    private static OAuth2TokenValidator<Jwt> inTime(InstantSource clock) {
        return token -> {
            Instant now = clock.instant();
            Instant expires = token.getExpiresAt();
            Instant from = Objects.requireNonNullElse(token.getNotBefore(), Instant.MIN);
            Instant issued = token.getIssuedAt();
            boolean holds = expires != null
                    && issued != null
                    && now.isBefore(expires.plus(SKEW))
                    && !now.isBefore(later(from, issued).minus(SKEW));
            return holds
                    ? OAuth2TokenValidatorResult.success()
                    : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "Not in its time", null));
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// @param audiences of which the token names at least one
    /// @throws Refusal if the token doesn't hold
    /// @throws ProblemException `service-unavailable` if the issuer's keys can't be had
    Jwt decode(String token, Set<String> audiences, Refusal.Scheme scheme) {
        Jwt jwt;
        try {
            jwt = decoder.decode(token);
        } catch (BadJwtException e) {
            throw Refusal.invalidToken(scheme, e);
        } catch (JwtException e) {
            if (keyIsUnknown(e)) {
                throw Refusal.invalidToken(scheme, e);
            }
            throw new ProblemException(
                    ProblemType.SERVICE_UNAVAILABLE, "The keys of access tokens can't be had at the moment.", e);
        }
        List<String> named = jwt.getAudience();
        String subject = jwt.getSubject();
        if (named == null || Collections.disjoint(named, audiences) || subject == null || subject.isBlank()) {
            throw Refusal.invalidToken(scheme, null);
        }
        return jwt;
    }

    /// The issuer's keys were fetched a moment ago and this token's is not among them. Strangers can make tokens that
    /// name keys which don't exist; they don't get to call the issuer as often as they like.
    private static boolean keyIsUnknown(JwtException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof RateLimitReachedException) {
                return true;
            }
        }
        return false;
    }
}
