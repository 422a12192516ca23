package vn.kyso.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.testkit.TestKeys;

class ApnsSenderTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final KeyPair KEY = TestKeys.p256();
    private static final PushMessage MESSAGE =
            new PushMessage.RequestWaits("request-1", "Công ty Cổ phần Sông Hồng", NOON.plusSeconds(300));
    private static final PushTarget TARGET = new PushTarget.Apns("a1b2c3");

    private final JsonMapper json = JsonMapper.builder().build();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Apple apple;

    @SuppressWarnings("NullAway.Init")
    private ApnsSender sender;

    @BeforeEach
    void start() {
        apple = Apple.start(folder);
        sender = sender(apple.client());
    }

    @AfterEach
    void stop() {
        apple.close();
    }

    @Test
    void sendsTheRequestIdAloneOverHttp2WithAProviderToken() throws ParseException, JOSEException {
        PushOutcome outcome = sender.send(TARGET, MESSAGE);

        assertThat(outcome).isEqualTo(new PushOutcome.Accepted());
        Apple.Received push = apple.received().getFirst();
        assertThat(push.protocol()).isEqualTo("HTTP/2.0");
        assertThat(push.path()).isEqualTo("/3/device/a1b2c3");
        assertThat(push.headers())
                .containsEntry("apns-topic", "vn.kyso.signer")
                .containsEntry("apns-push-type", "alert")
                .containsEntry("apns-priority", "10")
                .containsEntry(
                        "apns-expiration", Long.toString(NOON.plusSeconds(300).getEpochSecond()))
                .containsEntry("apns-collapse-id", "request-1");
        SignedJWT token = token(push);
        assertThat(token.verify(new ECDSAVerifier((ECPublicKey) KEY.getPublic())))
                .isTrue();
        assertThat(token.getHeader().getKeyID()).isEqualTo("KEY1234567");
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("TEAM123456");
        assertThat(token.getJWTClaimsSet().getIssueTime()).isEqualTo(Date.from(NOON));
        JsonNode body = json.readTree(push.body());
        assertThat(body.path("requestId").asString()).isEqualTo("request-1");
        assertThat(body.path("aps").path("alert").path("loc-key").asString()).isEqualTo("approval-requested.body");
        assertThat(new String(push.body(), StandardCharsets.UTF_8)).doesNotContain("Sông Hồng");
    }

    @Test
    void tellsOfAnotherDeviceByItsIdAlone() {
        sender.send(TARGET, new PushMessage.DeviceBound("device-2", "Máy lạ", NOON, NOON.plusSeconds(300)));

        Apple.Received push = apple.received().getFirst();
        assertThat(push.headers()).containsEntry("apns-collapse-id", "device-2");
        JsonNode body = json.readTree(push.body());
        assertThat(body.path("deviceId").asString()).isEqualTo("device-2");
        assertThat(body.path("aps").path("alert").path("loc-key").asString()).isEqualTo("device-bound.body");
        assertThat(new String(push.body(), StandardCharsets.UTF_8)).doesNotContain("Máy lạ");
    }

    @Test
    void keepsTheProviderTokenForFortyMinutes() {
        sender.send(TARGET, MESSAGE);
        now.set(NOON.plus(Duration.ofMinutes(39)));
        sender.send(TARGET, MESSAGE);
        now.set(NOON.plus(Duration.ofMinutes(40)));
        sender.send(TARGET, MESSAGE);

        var tokens = apple.received().stream()
                .map(push -> push.headers().get("authorization"))
                .toList();
        assertThat(tokens.get(1)).isEqualTo(tokens.get(0));
        assertThat(tokens.get(2)).isNotEqualTo(tokens.get(0));
    }

    @Test
    void makesANewProviderTokenAfterOneWasCalledExpiredButNoneWithinTwentyMinutes() {
        apple.answer(403, Map.of(), "{\"reason\":\"ExpiredProviderToken\"}");

        assertThat(sender.send(TARGET, MESSAGE)).isEqualTo(new PushOutcome.TryLater("ExpiredProviderToken", null));
        now.set(NOON.plus(Duration.ofMinutes(1)));
        sender.send(TARGET, MESSAGE);
        now.set(NOON.plus(Duration.ofMinutes(20)));
        sender.send(TARGET, MESSAGE);

        var tokens = apple.received().stream()
                .map(push -> push.headers().get("authorization"))
                .toList();
        assertThat(tokens.get(1)).isEqualTo(tokens.get(0));
        assertThat(tokens.get(2)).isNotEqualTo(tokens.get(0));
    }

    @Test
    void anUnregisteredOrForeignDeviceIsGone() {
        apple.answer(410, Map.of(), "{\"reason\":\"Unregistered\",\"timestamp\":1764000000000}");
        apple.answer(400, Map.of(), "{\"reason\":\"BadDeviceToken\"}");

        assertThat(sender.send(TARGET, MESSAGE)).isEqualTo(new PushOutcome.Gone("Unregistered"));
        assertThat(sender.send(TARGET, MESSAGE)).isEqualTo(new PushOutcome.Gone("BadDeviceToken"));
    }

    @Test
    void waitsAsLongAsItIsAskedToAndGivesUpOnWhatCanNeverWork() {
        apple.answer(429, Map.of("Retry-After", "9"), "{\"reason\":\"TooManyRequests\"}");
        apple.answer(503, Map.of(), "{\"reason\":\"ServiceUnavailable\"}");
        apple.answer(400, Map.of(), "{\"reason\":\"BadTopic\"}");

        assertThat(sender.send(TARGET, MESSAGE))
                .isEqualTo(new PushOutcome.TryLater("status 429", Duration.ofSeconds(9)));
        assertThat(sender.send(TARGET, MESSAGE)).isEqualTo(new PushOutcome.TryLater("status 503", null));
        assertThat(sender.send(TARGET, MESSAGE)).isEqualTo(new PushOutcome.Refused("status 400 BadTopic"));
    }

    @Test
    void sendsNothingToAServerThatIsNotTrusted() {
        PushOutcome outcome = sender(HttpClient.newHttpClient()).send(TARGET, MESSAGE);

        assertThat(outcome).isEqualTo(new PushOutcome.TryLater("no answer of APNs", null));
        assertThat(apple.received()).isEmpty();
    }

    private ApnsSender sender(HttpClient http) {
        return new ApnsSender(
                http,
                URI.create(apple.origin()),
                "vn.kyso.signer",
                new ApnsProviderToken((ECPrivateKey) KEY.getPrivate(), "KEY1234567", "TEAM123456"),
                json,
                now::get,
                Duration.ofSeconds(5));
    }

    private static SignedJWT token(Apple.Received push) throws ParseException {
        String authorization = Objects.requireNonNull(push.headers().get("authorization"));
        assertThat(authorization).startsWith("bearer ");
        return SignedJWT.parse(authorization.substring("bearer ".length()));
    }
}
