package vn.kyso.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.EventPayload;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SessionChangedEvent.ClosedWithoutSignature;
import vn.kyso.contracts.event.SessionChangedEvent.ReminderDue;
import vn.kyso.contracts.event.SignerReachedEvent.NoDevice;
import vn.kyso.contracts.event.SignerReachedEvent.NotificationSent;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.notification.Phone;
import vn.kyso.notification.Platform;

/// From the event that asks to the push that a browser reads.
@ExtendWith({OutputCaptureExtension.class, Platform.Ends.class})
class PushTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final JsonMapper json = JsonMapper.builder().build();
    private final Platform platform = Platform.running();
    private final SignerRef signer = Platform.signer();
    private final Browser browser = Browser.fresh();
    private final URI endpoint =
            platform.pushService().endpoint(UUID.randomUUID().toString());

    @Test
    void tellsEveryDeviceOfTheSignerAndTheRequesterOfEach() throws GeneralSecurityException {
        Phone phone = platform.bind(signer, "Điện thoại");
        URI second = platform.pushService().endpoint(UUID.randomUUID().toString());
        Phone tablet = subscribed("Máy tính bảng", second);
        platform.awaitTold(tablet);
        assertThat(phone.put("/v1/push-subscription", subscription(endpoint)).status())
                .isEqualTo(204);

        ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);

        await().atMost(Platform.PATIENCE).until(() -> pushes(endpoint) == 1 && pushes(second) == 1);
        String read = browser.read(
                platform.pushService().receivedAt(endpoint).getFirst().body());
        assertThat(json.readTree(read).path("requestId").asString()).isEqualTo(asked.requestId());
        await().atMost(Platform.PATIENCE).until(() -> told(asked).size() == 2);
        assertThat(told(asked))
                .allSatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                NotificationSent.class,
                                sent -> assertThat(sent.channel()).isEqualTo("web-push")));
        assertThat(told(asked))
                .extracting(event -> ((NotificationSent) event).deviceName())
                .containsExactlyInAnyOrder("Điện thoại", "Máy tính bảng");
        assertThat(phone.deviceId()).isNotEmpty();
    }

    @Test
    void triesAgainWhenThePushServiceIsAway() {
        subscribed("Điện thoại", endpoint);
        platform.pushService().answerAt(endpoint, 503, Map.of());
        platform.pushService().answerAt(endpoint, 429, Map.of("Retry-After", "1"));

        ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);

        await().atMost(Platform.PATIENCE).until(() -> told(asked).size() == 1);
        assertThat(pushes(endpoint)).isEqualTo(3);
    }

    @Test
    void forgetsASubscriptionThatHasEnded() {
        Phone phone = subscribed("Điện thoại", endpoint);
        platform.pushService().answerAt(endpoint, 410, Map.of());
        platform.ask(signer, FIVE_MINUTES);
        await().atMost(Platform.PATIENCE).until(() -> subscriptions(phone) == 0);

        ApprovalRequested second = platform.ask(signer, FIVE_MINUTES);
        await().atMost(Platform.PATIENCE)
                .until(() -> phone.get("/v1/inbox").json().path("requests").size() == 2);

        assertThat(pushes(endpoint)).isEqualTo(1);
        assertThat(told(second)).isEmpty();
    }

    @Test
    void aClosedRequestIsNotPushedAnyMore() {
        Phone phone = subscribed("Điện thoại", endpoint);
        platform.pushService().answerAt(endpoint, 429, Map.of("Retry-After", "2"));
        ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);
        await().atMost(Platform.PATIENCE).until(() -> pushes(endpoint) == 1);
        platform.signing()
                .say(
                        new ClosedWithoutSignature(
                                asked.requestId(),
                                SessionChangedEvent.Outcome.CANCELLED,
                                "cancelled",
                                null,
                                Instant.now()),
                        asked.requestId(),
                        Platform.TENANT,
                        2);

        await().atMost(Platform.PATIENCE).until(() -> notices(asked, "withdrawn") == 1 && work(asked) == 0);
        assertThat(pushes(endpoint)).isEqualTo(1);
        assertThat(phone.deviceId()).isNotEmpty();
    }

    @Test
    void givesUpAtTheRequestsDeadline() {
        subscribed("Điện thoại", endpoint);
        platform.pushService().answerAt(endpoint, 429, Map.of("Retry-After", "600"));

        ApprovalRequested asked = platform.ask(signer, Duration.ofSeconds(3));

        await().atMost(Platform.PATIENCE).until(() -> notices(asked, "expired") == 1 && work(asked) == 0);
        assertThat(told(asked)).isEmpty();
    }

    @Test
    void aRefusedPushIsNotTriedAgainAndTheSubscriptionStays(CapturedOutput output) {
        Phone phone = subscribed("Điện thoại", endpoint);
        platform.pushService().answerAt(endpoint, 413, Map.of());

        ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);

        await().atMost(Platform.PATIENCE).until(() -> notices(asked, "refused") == 1 && work(asked) == 0);
        assertThat(subscriptions(phone)).isEqualTo(1);
        assertThat(output.getAll().lines().filter(line -> line.contains("A push by web-push was refused")))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"tenant\":\"" + Platform.TENANT + "\"")
                        .contains("\"signRequest\":\"" + asked.requestId() + "\""));
    }

    @Test
    void aReminderTellsOnceMoreEvenIfItCameBeforeTheRequest() {
        subscribed("Điện thoại", endpoint);
        ApprovalRequested asked = Platform.request(signer, FIVE_MINUTES);
        platform.signing()
                .say(new ReminderDue(asked.requestId(), Instant.now()), asked.requestId(), Platform.TENANT, 2);
        platform.signing().say(asked, asked.requestId(), Platform.TENANT, 1);

        await().atMost(Platform.PATIENCE).until(() -> pushes(endpoint) == 2);
        await().atMost(Platform.PATIENCE).until(() -> told(asked).size() == 2);
        var topics = platform.pushService().receivedAt(endpoint).stream()
                .map(push -> push.header("Topic"))
                .toList();
        assertThat(topics.get(0)).isEqualTo(topics.get(1));
    }

    @Test
    void tellsTheRequesterThatTheSignerHasNoDevice() {
        ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);

        await().atMost(Platform.PATIENCE).until(() -> !told(asked).isEmpty());
        assertThat(told(asked)).singleElement().isInstanceOf(NoDevice.class);
    }

    @Test
    void aDeviceHeardOfALittleLaterIsStillTold() {
        ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);
        Phone phone = platform.bind(signer, "Điện thoại");

        await().atMost(Platform.PATIENCE)
                .until(() -> work(asked) == 0
                        && phone.get("/v1/inbox").json().path("requests").size() == 1);
        assertThat(told(asked)).isEmpty();
    }

    @Test
    void aRevokedDeviceIsNotTold() {
        Phone phone = subscribed("Điện thoại", endpoint);
        platform.revoke(phone);
        await().atMost(Platform.PATIENCE).until(() -> subscriptions(phone) == 0);

        ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);

        await().atMost(Platform.PATIENCE).until(() -> !told(asked).isEmpty());
        assertThat(told(asked)).singleElement().isInstanceOf(NoDevice.class);
        assertThat(pushes(endpoint)).isZero();
        assertThat(phone.put("/v1/push-subscription", subscription(endpoint)).code())
                .isEqualTo("device-revoked");
    }

    @Test
    void aDeviceThatUnsubscribedIsNotPushed() {
        Phone phone = subscribed("Điện thoại", endpoint);
        assertThat(phone.delete("/v1/push-subscription").status()).isEqualTo(204);
        assertThat(phone.delete("/v1/push-subscription").status()).isEqualTo(204);

        platform.ask(signer, FIVE_MINUTES);

        await().atMost(Platform.PATIENCE)
                .until(() -> phone.get("/v1/inbox").json().path("requests").size() == 1);
        assertThat(pushes(endpoint)).isZero();
    }

    @Test
    void everyInstanceNamesTheSameVapidKey() {
        Phone phone = platform.bind(signer, "Điện thoại");
        String first =
                phone.get("/v1/push-subscription/key").json().path("publicKey").asString();
        String second = phone.call(1, "GET", "/v1/push-subscription/key", null, "inbox")
                .json()
                .path("publicKey")
                .asString();

        assertThat(first).isEqualTo(second);
        assertThat(P256.decode(Browser.bytes(first))).isNotNull();
    }

    @Test
    void storesNoEndpointAndNoKeyInTheClear() {
        Phone phone = subscribed("Điện thoại", endpoint);

        byte[] stored = platform.bean(0, JdbcClient.class)
                .sql("SELECT target FROM push_subscription WHERE device_id = ?")
                .param(phone.deviceId())
                .query(byte[].class)
                .single();
        String text = new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain(endpoint.getPath()).doesNotContain(browser.auth());
    }

    @Test
    void refusesSubscriptionsThatCannotBe() {
        Phone phone = platform.bind(signer, "Điện thoại");
        Map<String, Object> keys = Map.of("p256dh", browser.p256dh(), "auth", browser.auth());
        for (String address : List.of(
                "http://fcm.googleapis.com/fcm/send/x",
                "https://attacker.example/push",
                "https://127.0.0.1/push",
                "https://169.254.169.254/latest",
                "https://fcm.googleapis.com@attacker.example/",
                "https://fcm.googleapis.com:25/",
                "file:///etc/passwd",
                "/push")) {
            Phone.Answer answer =
                    phone.put("/v1/push-subscription", Map.of("kind", "web-push", "endpoint", address, "keys", keys));
            assertThat(answer.status()).as(address).isEqualTo(422);
            assertThat(answer.code()).as(address).isEqualTo("push-endpoint-not-allowed");
        }
        assertInvalid(phone, "kind", Map.of("kind", "carrier-pigeon"));
        assertInvalid(phone, "kind", Map.of("kind", "fcm", "token", "no FCM is configured here"));
        assertInvalid(phone, "endpoint", Map.of("kind", "web-push", "keys", keys));
        assertInvalid(phone, "keys", Map.of("kind", "web-push", "endpoint", endpoint.toString()));
        assertInvalid(
                phone,
                "keys",
                Map.of(
                        "kind",
                        "web-push",
                        "endpoint",
                        endpoint.toString(),
                        "keys",
                        Map.of("p256dh", Phone.bytes(65, 4), "auth", browser.auth())));
        assertThat(subscriptions(phone)).isZero();
    }

    private static void assertInvalid(Phone phone, String field, Map<String, Object> body) {
        Phone.Answer answer = phone.put("/v1/push-subscription", body);
        assertThat(answer.status()).as(field).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("invalid-field");
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    private Phone subscribed(String name, URI at) {
        Phone phone = platform.bind(signer, name);
        assertThat(phone.put("/v1/push-subscription", subscription(at)).status())
                .isEqualTo(204);
        return phone;
    }

    private Map<String, Object> subscription(URI at) {
        return Map.of(
                "kind",
                "web-push",
                "endpoint",
                at.toString(),
                "keys",
                Map.of("p256dh", browser.p256dh(), "auth", browser.auth()));
    }

    private int pushes(URI at) {
        return platform.pushService().receivedAt(at).size();
    }

    private List<EventPayload> told(ApprovalRequested asked) {
        return platform.document().heardAbout(asked.requestId());
    }

    private int subscriptions(Phone phone) {
        return count("SELECT count(*) FROM push_subscription WHERE device_id = ?", phone.deviceId());
    }

    private int notices(ApprovalRequested asked, String state) {
        return count(
                "SELECT count(*) FROM push_notice WHERE request_id = ? AND state = '" + state + "'", asked.requestId());
    }

    private int work(ApprovalRequested asked) {
        return count("SELECT count(*) FROM messaging_work WHERE work_key LIKE ?", asked.requestId() + "%");
    }

    private int count(String sql, String param) {
        return platform.bean(0, JdbcClient.class)
                .sql(sql)
                .param(param)
                .query(Integer.class)
                .single();
    }
}
