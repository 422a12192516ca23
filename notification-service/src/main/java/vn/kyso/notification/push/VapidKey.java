package vn.kyso.notification.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The installation's name towards push services (VAPID, RFC 8292): browsers bind their subscriptions to this key, so
/// it is made once and kept.
final class VapidKey {
    /// Push services refuse more than 24 hours (RFC 8292, 2).
    private static final Duration LIFE = Duration.ofHours(12);

    private static final Duration RENEW_BEFORE = Duration.ofHours(1);

    private final KeyPair keyPair;
    private final String contact;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    VapidKey(KeyPair keyPair, String contact) {
        this.keyPair = keyPair;
        this.contact = contact;
    }

    /// The value of the `Authorization` header for a push to that endpoint (RFC 8292, 3).
    String authorization(URI endpoint, Instant now) {
        String origin = origin(endpoint);
        Token token = tokens.compute(
                origin,
                (o, known) -> known != null && now.isBefore(known.until.minus(RENEW_BEFORE)) ? known : sign(o, now));
        return "vapid t=" + token.value + ", k=" + publicKey();
    }

    /// The public key as browsers want it (`applicationServerKey`): the point, base64url.
    String publicKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(P256.encode((ECPublicKey) keyPair.getPublic()));
    }

    private Token sign(String origin, Instant now) {
        Instant until = now.plus(LIFE);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                new JWTClaimsSet.Builder()
                        .audience(origin)
                        .expirationTime(Date.from(until))
                        .subject(contact)
                        .build());
        try {
            jwt.sign(new ECDSASigner((ECPrivateKey) keyPair.getPrivate()));
        } catch (JOSEException e) {
            throw new IllegalStateException("The VAPID token could not be signed", e);
        }
        return new Token(jwt.serialize(), until);
    }

    private static String origin(URI endpoint) {
        String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
        return endpoint.getScheme() + "://" + endpoint.getHost() + port;
    }

    private record Token(String value, Instant until) {}

    @Override
    public String toString() {
        return "VapidKey[" + publicKey() + "]";
    }
}
