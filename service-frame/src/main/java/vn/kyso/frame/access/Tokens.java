package vn.kyso.frame.access;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.frame.CallingService;
import vn.kyso.frame.Device;
import vn.kyso.frame.Operator;
import vn.kyso.frame.Requester;
import vn.kyso.frame.settings.Trust;

/// The four kinds of token. Kinds can't be taken for one another: each has keys, issuer and audience of its own.
final class Tokens {
    static final String SERVICE_TOKEN_TYPE = "kyso-service+jwt";

    private static final String REQUESTERS = "kyso-api";
    private static final String OPERATORS = "kyso-operator";

    /// Operators' tokens are for one call each, which takes no longer to begin.
    private static final Duration LONGEST_OPERATOR_TOKEN = Duration.ofMinutes(5);

    private static final int LONGEST_JTI = 256;

    private final TokenDecoder requesters;
    private final TokenDecoder operators;
    private final TokenDecoder devices;
    private final TokenDecoder services;
    private final DpopVerifier proofs;
    private final SeenProofs seen;
    private final Service self;

    Tokens(
            Trust trust,
            JWKSource<SecurityContext> requesterKeys,
            DpopVerifier proofs,
            SeenProofs seen,
            Service self,
            InstantSource clock) {
        this.requesters = TokenDecoder.es256(requesterKeys, Set.of("at+jwt", "JWT"), trust.requesterIssuer(), clock);
        this.operators = TokenDecoder.es256(trust.operators(), Set.of("JWT"), OPERATORS, clock);
        this.devices = TokenDecoder.es256(trust.deviceTokens(), Set.of("at+jwt"), "kyso-signing", clock);
        Map<String, PublicKey> identities = new java.util.HashMap<>();
        for (Service service : Service.values()) {
            identities.put(service.id(), trust.identity(service));
        }
        this.services = TokenDecoder.ed25519(identities::get, SERVICE_TOKEN_TYPE, clock);
        this.proofs = proofs;
        this.seen = seen;
        this.self = self;
    }

    /// A system's token is for every service, one that the gateway made of a session for this one alone.
    Requester requester(String token) {
        Jwt jwt = requesters.decode(token, Set.of(REQUESTERS, REQUESTERS + "/" + self.id()), Refusal.Scheme.BEARER);
        return new Requester(
                claim(jwt, "tenant", Refusal.Scheme.BEARER),
                claim(jwt, "requester_name", Refusal.Scheme.BEARER),
                claim(jwt, "sub", Refusal.Scheme.BEARER),
                scopes(jwt));
    }

    /// `scope` is a string of scopes (RFC 9068) or, as some issuers write it, a list.
    private static Set<String> scopes(Jwt jwt) {
        return switch (jwt.getClaims().get("scope")) {
            case String scopes
            when !scopes.isBlank() -> Set.copyOf(Arrays.asList(scopes.strip().split(" +")));
            case Iterable<?> scopes -> {
                Set<String> all = new java.util.HashSet<>();
                scopes.forEach(scope -> all.add(String.valueOf(scope)));
                yield Set.copyOf(all);
            }
            case null, default -> Set.of();
        };
    }

    /// An operator's token names this service alone and counts once over all its instances, so that whoever it is shown
    /// to can't use it elsewhere or again.
    Operator operator(String token) {
        String audience = OPERATORS + "/" + self.id();
        Jwt jwt = operators.decode(token, Set.of(audience), Refusal.Scheme.BEARER);
        String operator = claim(jwt, "sub", Refusal.Scheme.BEARER);
        String id = claim(jwt, "jti", Refusal.Scheme.BEARER);
        Instant issued = instant(jwt, "iat");
        Instant expires = instant(jwt, "exp");
        if (!List.of(audience).equals(jwt.getAudience())
                || id.length() > LONGEST_JTI
                || Duration.between(issued, expires).compareTo(LONGEST_OPERATOR_TOKEN) > 0
                || !seen.first(OPERATORS, id, expires)) {
            throw Refusal.invalidToken(Refusal.Scheme.BEARER, null);
        }
        return new Operator(operator);
    }

    private static Instant instant(Jwt jwt, String name) {
        Instant at = jwt.getClaimAsInstant(name);
        if (at == null) {
            throw Refusal.invalidToken(Refusal.Scheme.BEARER, null);
        }
        return at;
    }

    Device device(String token, String audience, HttpServletRequest request) {
        Jwt jwt = devices.decode(token, Set.of(audience), Refusal.Scheme.DPOP);
        String thumbprint =
                jwt.getClaims().get("cnf") instanceof Map<?, ?> cnf && cnf.get("jkt") instanceof String jkt ? jkt : "";
        if (thumbprint.isEmpty()) {
            throw Refusal.invalidToken(Refusal.Scheme.DPOP, null);
        }
        proofs.verify(request, token, thumbprint);
        SignerRef signer;
        try {
            signer = new SignerRef(claim(jwt, "signer", Refusal.Scheme.DPOP));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalidToken(Refusal.Scheme.DPOP, e);
        }
        return new Device(
                claim(jwt, "sub", Refusal.Scheme.DPOP),
                signer,
                claim(jwt, "device_name", Refusal.Scheme.DPOP),
                thumbprint);
    }

    CallingService service(String token, Set<Service> admitted) {
        Jwt jwt = services.decode(token, Set.of(self.id()), Refusal.Scheme.BEARER);
        String issuer = claim(jwt, "iss", Refusal.Scheme.BEARER);
        if (!issuer.equals(jwt.getSubject())) {
            throw Refusal.invalidToken(Refusal.Scheme.BEARER, null);
        }
        Service caller = Arrays.stream(Service.values())
                .filter(service -> service.id().equals(issuer))
                .findFirst()
                .orElseThrow(() -> Refusal.invalidToken(Refusal.Scheme.BEARER, null));
        if (!admitted.contains(caller)) {
            throw Refusal.callerNotAdmitted();
        }
        return new CallingService(caller);
    }

    private static String claim(Jwt jwt, String name, Refusal.Scheme scheme) {
        if (jwt.getClaims().get(name) instanceof String value && !value.isBlank()) {
            return value;
        }
        throw Refusal.invalidToken(scheme, null);
    }
}
