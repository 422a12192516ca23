package vn.kyso.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.SignerRef;

/// Tokens of the three kinds of caller, as their real issuers make them.
public final class TestTokens {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private TestTokens() {}

    /// A requester's access token, valid for five minutes.
    ///
    /// @param scopes separated by blanks, such as `documents:write signatures:request`
    public static String requester(String tenant, String scopes) {
        return requester(tenant, scopes, Instant.now());
    }

    /// A requester's access token that was issued at `issued`.
    public static String requester(String tenant, String scopes, Instant issued) {
        return requester(tenant, scopes, "kyso-api", issued);
    }

    /// A token as the gateway makes it of a session: for one service alone.
    public static String session(String tenant, String scope, Service service) {
        return requester(tenant, scope, "kyso-api/" + service.id(), Instant.now());
    }

    private static String requester(String tenant, String scopes, String audience, Instant issued) {
        JWTClaimsSet claims = claims(TestKeys.PUBLIC_URL, audience, tenant + "-client", issued)
                .claim("tenant", tenant)
                .claim("requester_name", "Công ty " + tenant)
                .claim("scope", scopes)
                .build();
        return sign(claims, TestKeys.requesterTokens().getPrivate(), "test-requester", "at+jwt");
    }

    /// A requester's access token with every scope.
    public static String requester(String tenant) {
        return requester(tenant, "documents:write signatures:request certificates:read tenant:admin");
    }

    /// An operator's token for one call to a service.
    public static String operator(String name, Service service) {
        return operator(name, service, Instant.now());
    }

    /// An operator's token that was issued at `issued`.
    public static String operator(String name, Service service, Instant issued) {
        return sign(
                claims("kyso-operator", "kyso-operator/" + service.id(), name, issued)
                        .build(),
                TestKeys.operator().getPrivate(),
                "operator",
                "JWT");
    }

    /// A device token as the signing-service issues it; its caller also sends a proof of `device`'s key.
    ///
    /// @param audience `inbox`, `prepared` or `devices`
    public static String device(String deviceId, SignerRef signer, String audience, TestDevice device) {
        return device(deviceId, signer, audience, device, Instant.now());
    }

    /// A device token that was issued at `issued`.
    public static String device(String deviceId, SignerRef signer, String audience, TestDevice device, Instant issued) {
        JWTClaimsSet claims = claims("kyso-signing", audience, deviceId, issued)
                .claim("signer", signer.value())
                .claim("device_name", "Điện thoại thử")
                .claim("cnf", Map.of("jkt", device.thumbprint()))
                .build();
        return sign(claims, TestKeys.deviceTokens().getPrivate(), "device-token", "at+jwt");
    }

    /// A service's token for a call to another, signed with its identity key (RFC 7515, RFC 8037).
    public static String service(Service from, Service to) {
        long now = Instant.now().getEpochSecond();
        String input = base64("{\"alg\":\"EdDSA\",\"typ\":\"kyso-service+jwt\"}") + "."
                + base64("{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(from.id(), from.id(), to.id(), now, now + 60));
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(TestKeys.identity(from).getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The token could not be signed", e);
        }
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static JWTClaimsSet.Builder claims(String issuer, String audience, String subject, Instant issued) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(subject)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(issued.plus(LIFE)));
    }

    private static String sign(JWTClaimsSet claims, PrivateKey key, String keyId, String type) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(keyId)
                            .type(new JOSEObjectType(type))
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner((ECPrivateKey) key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The token could not be signed", e);
        }
    }
}
