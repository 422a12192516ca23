package vn.kyso.cli.phone;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The key to which a phone's tokens are bound: each call carries a proof of it (DPoP, RFC 9449).
final class DeviceKey {
    private final ECKey key;

    private DeviceKey(ECKey key) {
        this.key = key;
    }

    static DeviceKey fresh() {
        try {
            return new DeviceKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is part of every Java platform", e);
        }
    }

    /// @param jwk with the private part
    static DeviceKey parse(String jwk) {
        try {
            return new DeviceKey(ECKey.parse(jwk));
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not an EC key as JWK", e);
        }
    }

    String privateJwk() {
        return key.toJSONString();
    }

    String publicJwk() {
        return key.toPublicJWK().toJSONString();
    }

    /// RFC 7638, base64url.
    String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("An EC key has a thumbprint", e);
        }
    }

    /// The `DPoP` header for one call.
    ///
    /// @param accessToken the token sent along, or null where none exists yet
    String proof(String method, URI address, @Nullable String accessToken) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", method)
                .claim("htu", withoutQuery(address))
                .issueTime(Date.from(Instant.now()));
        if (accessToken != null) {
            claims.claim("ath", hash(accessToken));
        }
        try {
            SignedJWT proof = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("dpop+jwt"))
                            .jwk(key.toPublicJWK())
                            .build(),
                    claims.build());
            proof.sign(new ECDSASigner(key));
            return proof.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The device's key could not sign", e);
        }
    }

    @Override
    public String toString() {
        return "DeviceKey[" + thumbprint() + "]";
    }

    private static String withoutQuery(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
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
