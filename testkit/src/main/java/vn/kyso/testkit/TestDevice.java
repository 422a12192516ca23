package vn.kyso.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A phone's device key, with which it proves that a token is its own (DPoP, RFC 9449).
public final class TestDevice {
    private final KeyPair key = TestKeys.p256();
    private final ECKey jwk = new ECKey.Builder(Curve.P_256, (ECPublicKey) key.getPublic()).build();

    /// The key's SHA-256 thumbprint (RFC 7638), the `jkt` of its tokens.
    public String thumbprint() {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("The thumbprint could not be computed", e);
        }
    }

    /// The public key as a JWK (RFC 7517), for request bodies.
    public Map<String, Object> publicJwk() {
        return jwk.toPublicJWK().toJSONObject();
    }

    /// The `DPoP` header's value for one request.
    ///
    /// @param uri the full address without query, at the public origin
    /// @param accessToken the token sent along, or null where none exists yet
    public String proof(String method, String uri, @Nullable String accessToken) {
        return proof(method, uri, accessToken, Instant.now());
    }

    /// A proof made at `issued`.
    public String proof(String method, String uri, @Nullable String accessToken, Instant issued) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", method)
                .claim("htu", uri)
                .issueTime(Date.from(issued));
        if (accessToken != null) {
            claims.claim("ath", hash(accessToken));
        }
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("dpop+jwt"))
                            .jwk(jwk)
                            .build(),
                    claims.build());
            jwt.sign(new ECDSASigner((ECPrivateKey) key.getPrivate()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The proof could not be signed", e);
        }
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
