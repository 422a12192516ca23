package vn.kyso.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.notification.Phone;
import vn.kyso.notification.Platform;
import vn.kyso.notification.Stream;

/// A device that is bound beside others, on those.
@ExtendWith(Platform.Ends.class)
class NewDevicesTest {
    private static final String BOUND = "device-bound";

    private final Platform platform = Platform.running();
    private final SignerRef signer = Platform.signer();

    @Test
    void aFurtherDeviceIsToldToTheOthersAtOnce() {
        Phone phone = platform.bind(signer, "Điện thoại");
        try (Stream stream = phone.stream(1, null)) {
            await().atMost(Platform.PATIENCE).until(() -> stream.heartbeats() > 0);
            Phone tablet = platform.bind(signer, "Máy tính bảng");

            await().atMost(Platform.PATIENCE).until(() -> stream.events(BOUND).size() == 1);
            Stream.Event event = stream.events(BOUND).getFirst();
            assertThat(event.data().path("deviceId").asString()).isEqualTo(tablet.deviceId());
            assertThat(event.data().path("name").asString()).isEqualTo("Máy tính bảng");
            assertThat(event.data().path("status").asString()).isEqualTo("bound");
            assertThat(Instant.parse(event.data().path("boundAt").asString()))
                    .isAfter(Instant.now().minus(Platform.PATIENCE));
        }
    }

    @Test
    void whoeverWasNotThereReadsItAtTheNextStart() {
        Phone phone = platform.bind(signer, "Điện thoại");
        String seen;
        try (Stream stream = phone.stream(0, null)) {
            platform.ask(signer, Duration.ofMinutes(5));
            await().atMost(Platform.PATIENCE).until(() -> stream.events().size() == 1);
            seen = stream.events().getFirst().id();
        }
        Phone tablet = platform.bind(signer, "Máy tính bảng");

        try (Stream resumed = phone.stream(1, seen);
                Stream fresh = phone.stream(0, null)) {
            for (Stream stream : new Stream[] {resumed, fresh}) {
                await().atMost(Platform.PATIENCE)
                        .until(() -> stream.events(BOUND).size() == 1);
                assertThat(stream.events(BOUND)
                                .getFirst()
                                .data()
                                .path("deviceId")
                                .asString())
                        .isEqualTo(tablet.deviceId());
            }
        }
    }

    @Test
    void neitherTheNewDeviceNorAnotherSignersHearsOfIt() {
        Phone phone = platform.bind(signer, "Điện thoại");
        Phone others = platform.bind(Platform.signer(), "Của người khác");
        Phone tablet = platform.bind(signer, "Máy tính bảng");
        try (Stream own = tablet.stream(0, "0");
                Stream strangers = others.stream(0, null);
                Stream first = phone.stream(0, null)) {
            await().atMost(Platform.PATIENCE).until(() -> first.events(BOUND).size() == 1);
            await().atMost(Platform.PATIENCE).until(() -> own.heartbeats() > 2 && strangers.heartbeats() > 2);
            assertThat(own.events()).isEmpty();
            assertThat(strangers.events()).isEmpty();
        }
    }

    @Test
    void theSameDeviceAgainAnOldOneAndARevokedOneAreNoNews() {
        Phone phone = platform.bind(signer, "Điện thoại", Instant.now().minus(Duration.ofDays(30)));
        platform.bind(signer, "Đã lâu", Instant.now().minus(Duration.ofDays(8)));
        Phone lost = platform.bind(signer, "Đã mất");
        Phone tablet = platform.bind(signer, "Máy tính bảng");
        platform.sayBound(tablet, "Tên khác", Instant.now(), 2);
        platform.revoke(lost);
        Phone last = platform.bind(signer, "Cuối cùng");

        await().atMost(Platform.PATIENCE).untilAsserted(() -> {
            try (Stream stream = phone.stream(0, null)) {
                await().atMost(Platform.PATIENCE).until(() -> stream.heartbeats() > 1);
                assertThat(stream.events(BOUND))
                        .extracting(event -> event.data().path("deviceId").asString())
                        .containsExactly(tablet.deviceId(), last.deviceId());
            }
        });
        try (Stream resumed = phone.stream(0, "0")) {
            await().atMost(Platform.PATIENCE).until(() -> resumed.events(BOUND).size() == 3);
            assertThat(resumed.events(BOUND))
                    .extracting(event -> event.data().path("status").asString())
                    .containsExactly("revoked", "bound", "bound");
        }
    }
}
