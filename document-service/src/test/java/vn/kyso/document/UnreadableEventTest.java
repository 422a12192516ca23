package vn.kyso.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.played.Pdfs;
import vn.kyso.messaging.DeadLetter;
import vn.kyso.messaging.DeadLetters;
import vn.kyso.messaging.EventListener;
import vn.kyso.testkit.UnreadableEvents;

class UnreadableEventTest extends DocumentServiceTest {
    @Autowired
    private List<EventListener> listeners = List.of();

    @Autowired
    private DeadLetters deadLetters;

    @Test
    void whatCannotBeReadIsPutAsideAsSuchOnEveryTopicThatIsHeard() {
        List<EventEnvelope> said = new ArrayList<>();
        for (EventListener listener : listeners) {
            said.addAll(UnreadableEvents.on(listener.topic()));
        }
        assertThat(said).hasSizeGreaterThanOrEqualTo(20);
        said.forEach(services::send);
        awaitUntil(() -> lettersAbout(said).size() == said.size());
        assertThat(lettersAbout(said)).extracting(DeadLetter::reason).containsOnly(ProblemType.EVENT_UNREADABLE);

        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        sayApprovalRequested(asked(id));
        awaitState(id, "awaiting-approval");
    }

    private List<DeadLetter> lettersAbout(List<EventEnvelope> events) {
        List<java.util.UUID> ids = events.stream().map(EventEnvelope::id).toList();
        return deadLetters.list().stream()
                .filter(letter -> ids.contains(letter.eventId()))
                .toList();
    }
}
