package vn.kyso.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.frame.Egress;
import vn.kyso.frame.EgressFailedException;
import vn.kyso.frame.EgressRefusedException;
import vn.kyso.frame.EgressRequest;
import vn.kyso.frame.EgressResponse;

class WebPushSenderTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final PushMessage MESSAGE =
            new PushMessage.RequestWaits("request-1", "Công ty Cổ phần Sông Hồng", NOON.plusSeconds(300));

    private final JsonMapper json = JsonMapper.builder().build();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final PushService service = PushService.start();
    private final Browser browser = Browser.fresh();
    private final VapidKey vapid = new VapidKey(P256.newKeyPair(), "mailto:ops@example.org");
    private final WebPushSender sender =
            new WebPushSender(egress(this::call), vapid, json, now::get, Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void theBrowserReadsWhatThePushServiceCannot() throws GeneralSecurityException {
        assertThat(send()).isEqualTo(new PushOutcome.Accepted());

        PushService.Received push = service.received().getFirst();
        assertThat(push.path()).isEqualTo("/push/phone");
        assertThat(push.header("Content-Encoding")).isEqualTo("aes128gcm");
        assertThat(push.header("TTL")).isEqualTo("300");
        assertThat(push.header("Urgency")).isEqualTo("high");
        assertThat(push.header("Topic")).matches("[A-Za-z0-9_-]{32}");
        JsonNode read = json.readTree(browser.read(push.body()));
        assertThat(read)
                .isEqualTo(json.readTree("{\"type\":\"approval-requested\",\"requestId\":\"request-1\","
                        + "\"requester\":\"Công ty Cổ phần Sông Hồng\",\"approveUntil\":\"2026-11-24T12:05:00Z\"}"));
    }

    @Test
    void tellsOfAnotherDeviceByItsNameAndTime() throws GeneralSecurityException {
        sender.send(target(), new PushMessage.DeviceBound("device-2", "Máy lạ", NOON, NOON.plusSeconds(86_400)));

        PushService.Received push = service.received().getFirst();
        assertThat(push.header("TTL")).isEqualTo("86400");
        assertThat(json.readTree(browser.read(push.body())))
                .isEqualTo(json.readTree("{\"type\":\"device-bound\",\"deviceId\":\"device-2\","
                        + "\"name\":\"Máy lạ\",\"boundAt\":\"2026-11-24T12:00:00Z\"}"));
    }

    @Test
    void namesThisInstallationToThePushService() throws ParseException, JOSEException {
        send();

        String authorization =
                Objects.requireNonNull(service.received().getFirst().header("Authorization"));
        Matcher parts = Pattern.compile("vapid t=([^,]+), k=(.+)").matcher(authorization);
        assertThat(parts.matches()).isTrue();
        SignedJWT token = SignedJWT.parse(parts.group(1));
        assertThat(token.verify(new ECDSAVerifier(P256.decode(Browser.bytes(parts.group(2))))))
                .isTrue();
        assertThat(parts.group(2)).isEqualTo(vapid.publicKey());
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(service.origin());
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("mailto:ops@example.org");
        assertThat(token.getJWTClaimsSet().getExpirationTime()).isEqualTo(Date.from(NOON.plus(Duration.ofHours(12))));
    }

    @Test
    void signsOnceForHours() {
        send();
        now.set(NOON.plus(Duration.ofHours(10)));
        send();
        now.set(NOON.plus(Duration.ofHours(11)));
        send();

        var tokens = service.received().stream()
                .map(push -> push.header("Authorization"))
                .toList();
        assertThat(tokens.get(1)).isEqualTo(tokens.get(0));
        assertThat(tokens.get(2)).isNotEqualTo(tokens.get(0));
    }

    @Test
    void pushesAboutOneRequestReplaceEachOther() {
        send();
        send();
        sender.send(target(), new PushMessage.RequestWaits("request-2", "x", NOON.plusSeconds(300)));

        var topics =
                service.received().stream().map(push -> push.header("Topic")).toList();
        assertThat(topics.get(1)).isEqualTo(topics.get(0));
        assertThat(topics.get(2)).isNotEqualTo(topics.get(0));
    }

    @Test
    void keepsNothingPastTheDeadline() {
        now.set(NOON.plusSeconds(299));
        send();

        assertThat(service.received().getFirst().header("TTL")).isEqualTo("1");
    }

    @Test
    void readsEveryAnswerOfThePushService() {
        service.answer(410);
        service.answer(404);
        service.answer(429, Map.of("Retry-After", "120"), "");
        service.answer(503, Map.of("Retry-After", "Tue, 24 Nov 2026 12:00:30 GMT"), "");
        service.answer(500, Map.of("Retry-After", "soon"), "");
        service.answer(403);
        service.answer(413);
        service.answer(307, Map.of("Location", service.origin() + "/elsewhere"), "");

        assertThat(send()).isEqualTo(new PushOutcome.Gone("status 410"));
        assertThat(send()).isEqualTo(new PushOutcome.Gone("status 404"));
        assertThat(send()).isEqualTo(new PushOutcome.TryLater("status 429", Duration.ofMinutes(2)));
        assertThat(send()).isEqualTo(new PushOutcome.TryLater("status 503", Duration.ofSeconds(30)));
        assertThat(send()).isEqualTo(new PushOutcome.TryLater("status 500", null));
        assertThat(send()).isEqualTo(new PushOutcome.Refused("status 403"));
        assertThat(send()).isEqualTo(new PushOutcome.Refused("status 413"));
        assertThat(send()).isEqualTo(new PushOutcome.Refused("status 307"));
        assertThat(service.received()).hasSize(8);
    }

    @Test
    void aRefusedAddressIsNotTriedAgainAndASilentOneIs() {
        WebPushSender refused = new WebPushSender(
                egress(request -> {
                    throw new EgressRefusedException("not allowed");
                }),
                vapid,
                json,
                now::get,
                Duration.ofSeconds(5));
        WebPushSender silent = new WebPushSender(
                egress(request -> {
                    throw new EgressFailedException("timed out", null);
                }),
                vapid,
                json,
                now::get,
                Duration.ofSeconds(5));

        assertThat(refused.send(target(), MESSAGE)).isInstanceOf(PushOutcome.Refused.class);
        assertThat(silent.send(target(), MESSAGE)).isInstanceOf(PushOutcome.TryLater.class);
    }

    private PushOutcome send() {
        return sender.send(target(), MESSAGE);
    }

    private PushTarget target() {
        return new PushTarget.WebPush(service.endpoint("phone"), browser.keys());
    }

    private static Egress egress(Function<EgressRequest, EgressResponse> calls) {
        return new Egress() {
            @Override
            public void check(EgressRequest.Purpose purpose, URI uri) {
                throw new IllegalStateException("A subscription was checked when it was made");
            }

            @Override
            public EgressResponse send(EgressRequest request) {
                return calls.apply(request);
            }
        };
    }

    /// Calls the address as it stands: what the egress port allows is its own tests' matter.
    private EgressResponse call(EgressRequest request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(request.uri())
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(http::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(http.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new EgressResponse(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (IOException e) {
            throw new EgressFailedException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EgressFailedException("interrupted", e);
        }
    }
}
