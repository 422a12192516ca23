package vn.kyso.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.testkit.TestKeys;

class FcmSenderTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final KeyPair KEY = TestKeys.rsa(2048);
    private static final PushMessage MESSAGE =
            new PushMessage.RequestWaits("request-1", "Công ty Cổ phần Sông Hồng", NOON.plusSeconds(300));
    private static final PushTarget TARGET = new PushTarget.Fcm("device-token:1");

    private final JsonMapper json = JsonMapper.builder().build();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final PushService google = PushService.start();
    private final FcmSender sender = sender();

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void sendsTheRequestIdAloneWithATokenHadForAnAssertion() throws ParseException, JOSEException {
        token("access-1");
        google.answer(200, Map.of(), "{\"name\":\"projects/kyso-test/messages/1\"}");

        PushOutcome outcome = sender.send(TARGET, MESSAGE);

        assertThat(outcome).isEqualTo(new PushOutcome.Accepted());
        PushService.Received tokenCall = google.received().getFirst();
        assertThat(tokenCall.path()).isEqualTo("/token");
        String form = new String(tokenCall.body(), StandardCharsets.UTF_8);
        assertThat(URLDecoder.decode(form, StandardCharsets.UTF_8))
                .startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=");
        SignedJWT assertion = SignedJWT.parse(form.substring(form.indexOf("assertion=") + 10));
        assertThat(assertion.verify(new RSASSAVerifier((RSAPublicKey) KEY.getPublic())))
                .isTrue();
        assertThat(assertion.getJWTClaimsSet().getIssuer()).isEqualTo("push@kyso-test.example");
        assertThat(assertion.getJWTClaimsSet().getAudience()).containsExactly(google.origin() + "/token");
        assertThat(assertion.getJWTClaimsSet().getStringClaim("scope"))
                .isEqualTo("https://www.googleapis.com/auth/firebase.messaging");

        PushService.Received push = google.received().get(1);
        assertThat(push.path()).isEqualTo("/v1/projects/kyso-test/messages:send");
        assertThat(push.header("Authorization")).isEqualTo("Bearer access-1");
        JsonNode message = json.readTree(push.body()).path("message");
        assertThat(message.path("token").asString()).isEqualTo("device-token:1");
        assertThat(message.path("data"))
                .isEqualTo(json.readTree("{\"requestId\":\"request-1\",\"type\":\"approval-requested\"}"));
        assertThat(message.path("android").path("ttl").asString()).isEqualTo("300s");
        assertThat(message.path("android").path("priority").asString()).isEqualTo("HIGH");
        assertThat(new String(push.body(), StandardCharsets.UTF_8)).doesNotContain("Sông Hồng");
    }

    @Test
    void tellsOfAnotherDeviceByItsIdAlone() {
        token("access-1");
        google.answer(200);

        sender.send(TARGET, new PushMessage.DeviceBound("device-2", "Máy lạ", NOON, NOON.plusSeconds(300)));

        assertThat(json.readTree(google.received().get(1).body())
                        .path("message")
                        .path("data"))
                .isEqualTo(json.readTree("{\"type\":\"device-bound\",\"deviceId\":\"device-2\"}"));
        assertThat(new String(google.received().get(1).body(), StandardCharsets.UTF_8))
                .doesNotContain("Máy lạ");
    }

    @Test
    void keepsTheTokenUntilShortlyBeforeItsEnd() {
        token("access-1");
        google.answer(200);
        google.answer(200);
        sender.send(TARGET, MESSAGE);
        now.set(NOON.plus(Duration.ofMinutes(54)));
        sender.send(TARGET, MESSAGE);
        assertThat(google.received()).hasSize(3);

        now.set(NOON.plus(Duration.ofMinutes(56)));
        token("access-2");
        google.answer(200);
        sender.send(TARGET, MESSAGE);

        assertThat(google.received()).hasSize(5);
        assertThat(google.received().getLast().header("Authorization")).isEqualTo("Bearer access-2");
    }

    @Test
    void hasANewTokenAfterOneWasRefused() {
        token("access-1");
        google.answer(401, Map.of(), "{\"error\":{\"code\":401,\"status\":\"UNAUTHENTICATED\"}}");

        assertThat(sender.send(TARGET, MESSAGE)).isInstanceOf(PushOutcome.TryLater.class);

        token("access-2");
        google.answer(200);
        assertThat(sender.send(TARGET, MESSAGE)).isEqualTo(new PushOutcome.Accepted());
        assertThat(google.received().getLast().header("Authorization")).isEqualTo("Bearer access-2");
    }

    @Test
    void anUnregisteredDeviceIsGoneAndAnUnknownProjectIsNot() {
        token("access-1");
        google.answer(
                404,
                Map.of(),
                "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"details\":[{\"@type\":"
                        + "\"type.googleapis.com/google.firebase.fcm.v1.FcmError\",\"errorCode\":\"UNREGISTERED\"}]}}");
        google.answer(404, Map.of(), "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\"}}");

        assertThat(sender.send(TARGET, MESSAGE)).isEqualTo(new PushOutcome.Gone("UNREGISTERED"));
        assertThat(sender.send(TARGET, MESSAGE)).isInstanceOf(PushOutcome.Refused.class);
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        token("access-1");
        google.answer(429, Map.of("Retry-After", "17"), "");
        google.answer(503, Map.of(), "");

        assertThat(sender.send(TARGET, MESSAGE))
                .isEqualTo(new PushOutcome.TryLater("status 429", Duration.ofSeconds(17)));
        assertThat(sender.send(TARGET, MESSAGE)).isEqualTo(new PushOutcome.TryLater("status 503", null));
    }

    @Test
    void triesLaterWhenThereIsNoTokenToBeHad() {
        google.answer(500);

        assertThat(sender.send(TARGET, MESSAGE)).isEqualTo(new PushOutcome.TryLater("no answer of FCM", null));
        assertThat(google.received()).hasSize(1);
    }

    @Test
    void saysWhatAKeyFileLacksAndNothingOfItsKey() {
        byte[] file =
                "{\"project_id\":\"p\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\nc2VjcmV0\\n-----END PRIVATE KEY-----\"}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> FcmServiceAccount.read(file, null, json))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("c2VjcmV0")
                .hasNoCause();
    }

    private void token(String value) {
        google.answer(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"access_token\":\"" + value + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
    }

    private FcmSender sender() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEY.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        byte[] file = json.writeValueAsBytes(Map.of(
                "type", "service_account",
                "project_id", "kyso-test",
                "private_key_id", "key-1",
                "private_key", pem,
                "client_email", "push@kyso-test.example",
                "token_uri", google.origin() + "/token"));
        try {
            FcmServiceAccount account = FcmServiceAccount.read(file, null, json);
            HttpClient http = HttpClient.newHttpClient();
            Duration timeout = Duration.ofSeconds(5);
            return new FcmSender(
                    http,
                    URI.create(google.origin()),
                    account.projectId(),
                    new FcmAccessToken(http, account, json, timeout),
                    json,
                    now::get,
                    timeout);
        } catch (IOException e) {
            throw new IllegalStateException("The key file could not be read", e);
        }
    }
}
