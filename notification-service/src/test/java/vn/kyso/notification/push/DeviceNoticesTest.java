package vn.kyso.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.notification.Phone;
import vn.kyso.notification.Platform;

/// The push that tells a signer of a device that somebody bound.
@ExtendWith(Platform.Ends.class)
class DeviceNoticesTest {
    private final JsonMapper json = JsonMapper.builder().build();
    private final Platform platform = Platform.running();
    private final SignerRef signer = Platform.signer();
    private final Browser browser = Browser.fresh();
    private final URI endpoint =
            platform.pushService().endpoint(UUID.randomUUID().toString());

    @Test
    void aFurtherDeviceIsPushedToTheFirst() throws GeneralSecurityException {
        subscribed();
        Phone tablet = platform.bind(signer, "Máy tính bảng");

        await().atMost(Platform.PATIENCE).until(() -> pushes() == 1);
        JsonNode read = json.readTree(browser.read(
                platform.pushService().receivedAt(endpoint).getFirst().body()));
        assertThat(read.path("type").asString()).isEqualTo("device-bound");
        assertThat(read.path("deviceId").asString()).isEqualTo(tablet.deviceId());
        assertThat(read.path("name").asString()).isEqualTo("Máy tính bảng");
        assertThat(Instant.parse(read.path("boundAt").asString()))
                .isAfter(Instant.now().minus(Platform.PATIENCE));
    }

    @Test
    void aPushServiceThatIsAwayIsTriedAgain() {
        subscribed();
        platform.pushService().answerAt(endpoint, 503, Map.of());

        Phone tablet = platform.bind(signer, "Máy tính bảng");

        await().atMost(Platform.PATIENCE).until(() -> pushes() == 2);
        platform.awaitTold(tablet);
        assertThat(pushes()).isEqualTo(2);
    }

    @Test
    void aSubscriptionThatHasEndedIsForgotten() {
        Phone phone = subscribed();
        platform.pushService().answerAt(endpoint, 410, Map.of());

        platform.awaitTold(platform.bind(signer, "Máy tính bảng"));

        assertThat(pushes()).isEqualTo(1);
        assertThat(platform.bean(0, PushSubscriptions.class).of(phone.deviceId()))
                .isEmpty();
    }

    @Test
    void theFirstDeviceOfASignerAndOneBoundLongAgoAreNotPushed() {
        subscribed();
        Phone another = platform.bind(Platform.signer(), "Của người khác");
        Phone old = platform.bind(signer, "Đã lâu", Instant.now().minus(Duration.ofDays(2)));

        platform.awaitTold(another);
        platform.awaitTold(old);
        assertThat(pushes()).isZero();
    }

    @Test
    void aDeviceThatWasRevokedAtOnceIsNotPushedAnyMore() {
        subscribed();
        platform.pushService().answerAt(endpoint, 429, Map.of("Retry-After", "2"));
        Phone tablet = platform.bind(signer, "Máy tính bảng");
        await().atMost(Platform.PATIENCE).until(() -> pushes() == 1);

        platform.revoke(tablet);

        platform.awaitTold(tablet);
        assertThat(pushes()).isEqualTo(1);
    }

    private Phone subscribed() {
        Phone phone = platform.bind(signer, "Điện thoại", Instant.now().minus(Duration.ofDays(30)));
        assertThat(phone.put(
                                "/v1/push-subscription",
                                Map.of(
                                        "kind",
                                        "web-push",
                                        "endpoint",
                                        endpoint.toString(),
                                        "keys",
                                        Map.of("p256dh", browser.p256dh(), "auth", browser.auth())))
                        .status())
                .isEqualTo(204);
        return phone;
    }

    private int pushes() {
        return platform.pushService().receivedAt(endpoint).size();
    }
}
