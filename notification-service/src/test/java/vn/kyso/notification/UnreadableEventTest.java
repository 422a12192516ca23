package vn.kyso.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.DeadLetter;
import vn.kyso.messaging.DeadLetters;
import vn.kyso.messaging.EventListener;
import vn.kyso.testkit.UnreadableEvents;

@ExtendWith(Platform.Ends.class)
class UnreadableEventTest {
    private final Platform platform = Platform.running();

    @Test
    void whatCannotBeReadIsPutAsideAsSuchOnEveryTopicThatIsHeard() {
        Map<Service, Neighbour> saidBy =
                Map.of(Service.SIGNING, platform.signing(), Service.DOCUMENT, platform.document());
        List<EventEnvelope> said = new ArrayList<>();
        for (EventListener listener : platform.beans(0, EventListener.class)) {
            said.addAll(UnreadableEvents.on(listener.topic()));
        }
        assertThat(said).hasSizeGreaterThanOrEqualTo(20);
        for (EventEnvelope event : said) {
            Objects.requireNonNull(saidBy.get(event.topic().producer())).send(event);
        }
        await().atMost(Platform.PATIENCE).until(() -> lettersAbout(said).size() == said.size());
        assertThat(lettersAbout(said)).extracting(DeadLetter::reason).containsOnly(ProblemType.EVENT_UNREADABLE);

        SignerRef signer = Platform.signer();
        Phone phone = platform.bind(signer, "Điện thoại");
        ApprovalRequested asked = platform.ask(signer, Duration.ofMinutes(5));
        await().atMost(Platform.PATIENCE)
                .until(() -> phone.get("/v1/inbox/" + asked.requestId()).status() == 200);
    }

    private List<DeadLetter> lettersAbout(List<EventEnvelope> events) {
        List<UUID> ids = events.stream().map(EventEnvelope::id).toList();
        return platform.bean(0, DeadLetters.class).list().stream()
                .filter(letter -> ids.contains(letter.eventId()))
                .toList();
    }
}
