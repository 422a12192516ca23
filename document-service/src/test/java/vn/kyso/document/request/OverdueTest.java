package vn.kyso.document.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;
import vn.kyso.testkit.TestTokens;

/// Signing-service is lost: nothing stays open for ever, and nothing is decided before its time.
@Import(OverdueTest.MovedClock.class)
class OverdueTest extends DocumentServiceTest {
    /// A clock that can be set forward.
    static final class Forward implements InstantSource {
        private volatile Duration by = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }

        void by(Duration more) {
            by = by.plus(more);
        }
    }

    @TestConfiguration
    static class MovedClock {
        @Bean
        Forward forward() {
            return new Forward();
        }
    }

    @Autowired
    private Forward clock;

    @Test
    void asksSigningServiceToCloseAndInTheEndClosesItself() {
        callNow();
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        sayApprovalRequested(asked(id));
        awaitState(id, "awaiting-approval");

        clock.by(Duration.ofMinutes(7));
        SignRequestedEvent.CancelAsked cancel = heard.await(
                SignRequestedEvent.CancelAsked.class, e -> e.requestId().equals(id));
        assertThat(cancel.by()).isEqualTo("document-service: overdue");
        callNow();
        assertThat(read(id).path("state").asString()).isEqualTo("awaiting-approval");
        assertThat(documentHeld(document)).isTrue();

        clock.by(Duration.ofHours(7));
        SignRequestFinished finished = awaitFinishedEvent(id);
        assertThat(finished.outcome()).isEqualTo(SignRequestFinished.Outcome.FAILED);
        assertThat(finished.reasons()).containsOnlyKeys("service-unavailable");
        assertThat(documentHeld(document)).isFalse();
        callNow();
        assertThat(read(id).path("reason").asString()).isEqualTo("service-unavailable");
    }

    @Test
    void showsWhatSigningServiceSaysOnItsReturn() {
        callNow();
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        asked(id);
        clock.by(Duration.ofMinutes(7));
        heard.await(SignRequestedEvent.CancelAsked.class, e -> e.requestId().equals(id));
        sayClosed(id, SessionChangedEvent.Outcome.EXPIRED, "expired");
        callNow();
        JsonNode finished = awaitFinished(id);
        assertThat(finished.path("outcome").asString()).isEqualTo("expired");
    }

    @Test
    void doesNotAskToCancelWhatWasApproved() {
        callNow();
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApproved(id);
        awaitState(id, "approved");
        clock.by(Duration.ofMinutes(7));
        awaitUntil(() -> jdbc.sql("select attempt from messaging_work where work_key = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                > 0);
        assertThat(heard.all(
                        SignRequestedEvent.CancelAsked.class, e -> e.requestId().equals(id)))
                .isEmpty();
        saySigned(asked);
        callNow();
        assertThat(awaitFinished(id).path("outcome").asString()).isEqualTo("signed");
    }

    /// With a token that is valid by the moved clock.
    private void callNow() {
        api = new Api(
                "http://localhost:" + port,
                "Bearer " + TestTokens.requester("demo", "documents:write signatures:request", clock.instant()));
    }
}
