package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.EventListener;
import vn.kyso.testkit.UnreadableEvents;

class UnreadableEventTest extends SigningServiceTest {
    @Autowired
    private List<EventListener> listeners = List.of();

    @Test
    void whatCannotBeReadIsPutAsideAsSuchOnEveryTopicThatIsHeard() {
        List<EventEnvelope> said = new ArrayList<>();
        for (EventListener listener : listeners) {
            said.addAll(UnreadableEvents.on(listener.topic()));
        }
        assertThat(said).hasSizeGreaterThanOrEqualTo(15);
        said.forEach(neighbours::say);
        for (EventEnvelope event : said) {
            assertThat(putAside(event)).as(event.toString()).isEqualTo(ProblemType.EVENT_UNREADABLE);
        }
        open(asked(enrol("ICA.001099012345", "p256")));
    }
}
