package vn.kyso.notification.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The OAuth 2 access token by which FCM knows the provider, had for an assertion signed with the service account's
/// key (RFC 7523) and kept until shortly before it ends.
final class FcmAccessToken {
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Duration ASSERTION_LIFE = Duration.ofMinutes(10);
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(5);

    private final HttpClient http;
    private final FcmServiceAccount account;
    private final JsonMapper json;
    private final Duration timeout;
    private @Nullable Issued issued;

    FcmAccessToken(HttpClient http, FcmServiceAccount account, JsonMapper json, Duration timeout) {
        this.http = http;
        this.account = account;
        this.json = json;
        this.timeout = timeout;
    }

    /// @throws IOException if the token can't be had at the moment
    synchronized String at(Instant now) throws IOException, InterruptedException {
        Issued known = issued;
        if (known != null && now.isBefore(known.renewAt)) {
            return known.value;
        }
        Issued fresh = fetch(now);
        issued = fresh;
        return fresh.value;
    }

    /// FCM refused this token; if it is still the kept one, the next call has a new one.
    synchronized void forget(String refused) {
        if (issued != null && issued.value.equals(refused)) {
            issued = null;
        }
    }

    private Issued fetch(Instant now) throws IOException, InterruptedException {
        String form = "grant_type=" + URLEncoder.encode(GRANT, StandardCharsets.UTF_8) + "&assertion=" + assertion(now);
        HttpRequest request = HttpRequest.newBuilder(account.tokenUri())
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("The token endpoint answered with status " + answer.statusCode());
        }
        try {
            JsonNode token = json.readTree(answer.body());
            String value = token.path("access_token").asString("");
            long seconds = token.path("expires_in").asLong(0);
            if (value.isEmpty() || seconds <= 0) {
                throw new IOException("The token endpoint's answer holds no token");
            }
            Instant end = now.plusSeconds(seconds);
            Instant renewAt = end.minus(RENEW_BEFORE);
            return new Issued(value, renewAt.isAfter(now) ? renewAt : end);
        } catch (JacksonException e) {
            throw new IOException("The token endpoint's answer can't be read", e);
        }
    }

    private String assertion(Instant now) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(account.keyId())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(account.email())
                        .audience(account.tokenUri().toString())
                        .claim("scope", SCOPE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(ASSERTION_LIFE)))
                        .build());
        try {
            jwt.sign(new RSASSASigner(account.key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("The service account's assertion could not be signed", e);
        }
        return jwt.serialize();
    }

    private record Issued(String value, Instant renewAt) {}
}
