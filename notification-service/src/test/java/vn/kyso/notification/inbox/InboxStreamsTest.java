package vn.kyso.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalAccepted;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SessionChangedEvent.ClosedWithoutSignature;
import vn.kyso.contracts.event.SignerReachedEvent.NotificationSent;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.notification.Phone;
import vn.kyso.notification.Platform;
import vn.kyso.notification.Stream;

/// Streams at two instances of one service.
@ExtendWith(Platform.Ends.class)
class InboxStreamsTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final Platform platform = Platform.running();
    private final SignerRef signer = Platform.signer();

    @Test
    void everyInstanceShowsANewRequestAtOnce() {
        Phone phone = platform.bind(signer, "Điện thoại");
        Phone tablet = platform.bind(signer, "Máy tính bảng");
        try (Stream first = phone.stream(0, null);
                Stream second = tablet.stream(1, null)) {
            ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);

            for (Stream stream : List.of(first, second)) {
                await().atMost(Platform.PATIENCE)
                        .until(() -> stream.events("request").size() == 1);
                Stream.Event event = stream.events("request").getFirst();
                assertThat(event.requestId()).isEqualTo(asked.requestId());
                assertThat(event.state()).isEqualTo("open");
            }
        }
    }

    @Test
    void aStreamBeginsWithWhatIsOpenAndResumesAtAnotherInstance() {
        Phone phone = platform.bind(signer, "Điện thoại");
        ApprovalRequested first = platform.ask(signer, FIVE_MINUTES);
        awaitListed(phone, 1);
        String seen;
        try (Stream stream = phone.stream(0, null)) {
            await().atMost(Platform.PATIENCE).until(() -> stream.events().size() == 1);
            assertThat(stream.events().getFirst().requestId()).isEqualTo(first.requestId());
            seen = stream.events().getFirst().id();
        }
        ApprovalRequested second = platform.ask(signer, FIVE_MINUTES);
        platform.signing()
                .say(
                        new ClosedWithoutSignature(
                                first.requestId(),
                                SessionChangedEvent.Outcome.CANCELLED,
                                "cancelled",
                                null,
                                Instant.now()),
                        first.requestId(),
                        Platform.TENANT,
                        2);

        try (Stream stream = phone.stream(1, seen)) {
            await().atMost(Platform.PATIENCE).until(() -> stream.events().size() == 2);
            assertThat(stream.events())
                    .extracting(Stream.Event::type, Stream.Event::requestId)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.api.Assertions.tuple("request", second.requestId()),
                            org.assertj.core.api.Assertions.tuple("closed", first.requestId()));
            assertThat(stream.events()).extracting(e -> Long.valueOf(e.id())).isSorted();
        }
        try (Stream stream = phone.stream(0, "999999")) {
            await().atMost(Platform.PATIENCE).until(() -> stream.events().size() == 1);
            assertThat(stream.events().getFirst().requestId()).isEqualTo(second.requestId());
        }
    }

    @Test
    void showsWhatTheSigningServiceDecided() {
        Phone phone = platform.bind(signer, "Điện thoại");
        try (Stream stream = phone.stream(1, null)) {
            ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);
            platform.signing()
                    .say(
                            new ApprovalAccepted(asked.requestId(), "authenticator-1", "Điện thoại", Instant.now()),
                            asked.requestId(),
                            Platform.TENANT,
                            2);

            await().atMost(Platform.PATIENCE)
                    .until(() -> stream.events().stream()
                            .anyMatch(event -> event.type().equals("approved")));
            assertThat(stream.events().getLast().state()).isEqualTo("approved");
        }
    }

    @Test
    void tellsTheRequesterOncePerDeviceThatAnOpenInboxShowedIt() {
        Phone phone = platform.bind(signer, "Điện thoại");
        ApprovalRequested asked;
        try (Stream stream = phone.stream(0, null);
                Stream again = phone.stream(1, null)) {
            asked = platform.ask(signer, FIVE_MINUTES);
            await().atMost(Platform.PATIENCE)
                    .until(() -> stream.events().size() == 1 && again.events().size() == 1);
        }
        await().atMost(Platform.PATIENCE)
                .untilAsserted(() -> assertThat(platform.document().heardAbout(asked.requestId()))
                        .hasSize(1));
        try (Stream third = phone.stream(0, null)) {
            await().atMost(Platform.PATIENCE).until(() -> third.events().size() == 1);
            await().atMost(Platform.PATIENCE).until(() -> third.heartbeats() > 2);
        }
        assertThat(platform.document().heardAbout(asked.requestId()))
                .singleElement()
                .isInstanceOfSatisfying(
                        NotificationSent.class,
                        sent -> assertThat(sent.channel()).isEqualTo("inbox"));
    }

    @Test
    void anotherSignersStreamStaysEmpty() {
        Phone phone = platform.bind(signer, "Điện thoại");
        Phone other = platform.bind(Platform.signer(), "Của người khác");
        try (Stream mine = phone.stream(0, null);
                Stream others = other.stream(0, null)) {
            platform.ask(signer, FIVE_MINUTES);

            await().atMost(Platform.PATIENCE).until(() -> mine.events().size() == 1);
            await().atMost(Platform.PATIENCE).until(() -> others.heartbeats() > 2);
            assertThat(others.events()).isEmpty();
        }
    }

    @Test
    void aRevokedDevicesStreamEnds() {
        Phone phone = platform.bind(signer, "Điện thoại");
        try (Stream stream = phone.stream(1, null)) {
            await().atMost(Platform.PATIENCE).until(() -> stream.heartbeats() > 0);

            platform.revoke(phone);

            await().atMost(Platform.PATIENCE).until(stream::ended);
        }
    }

    private void awaitListed(Phone phone, int count) {
        await().atMost(Platform.PATIENCE)
                .until(() -> phone.get("/v1/inbox").json().path("requests").size() == count);
    }
}
