package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.contracts.event.ApprovalReceivedEvent;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalDeclined;
import vn.kyso.contracts.event.EventPayload;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalAccepted;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SessionChangedEvent.ClosedWithoutSignature;
import vn.kyso.contracts.event.SessionChangedEvent.Outcome;
import vn.kyso.contracts.event.SignRequestedEvent.CancelAsked;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.messaging.EventListener;

/// What two instances do to one request in the same moment: both are in their transactions, each waiting for a row that
/// the test holds, when it lets go. There is one outcome, and no document is signed more than once.
class RaceTest extends SigningServiceTest {
    private static final Executor INSTANCES = task -> Thread.ofVirtual().start(task);

    /// The clock's part in a race: nothing to begin, it comes by itself when the deadline passes.
    private static final Runnable DEADLINE = () -> {};

    @Autowired
    private List<EventListener> listeners = List.of();

    @Autowired
    private TransactionOperations transaction = unset();

    private Signer signer = nobody();

    @BeforeAll
    void enrol() {
        signer = enrol("ICA.001099012345", "p256");
    }

    @Test
    void anApprovalBeforeADecline() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        race(session(asked), List.of(hears(signer.phone().approve(request, "07")), hears(decline(asked))));
        assertApprovedOnce(asked);
        assertThat(refusals(asked, 1)).containsExactly("already-answered");
    }

    @Test
    void aDeclineBeforeAnApproval() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        race(session(asked), List.of(hears(decline(asked)), hears(signer.phone().approve(request, "07"))));
        assertClosedOnce(asked, Outcome.DECLINED);
        assertThat(refusals(asked, 1)).containsExactly("request-finished");
    }

    @Test
    void twoApprovalsByTwoPhones() {
        Phone second = Phone.bind(api, activation(signer.userId()));
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        race(
                session(asked),
                List.of(hears(signer.phone().approve(request, "07")), hears(second.approve(request, "07"))));
        assertApprovedOnce(asked);
        assertThat(refusals(asked, 1)).containsExactly("already-answered");
    }

    @Test
    void oneApprovalAtTwoInstances() {
        SignatureAsked asked = asked(signer);
        ApprovalReceivedEvent approval = signer.phone().approve(open(asked), "07");
        race(session(asked), List.of(hears(approval), hears(approval)));
        assertApprovedOnce(asked);
        assertThat(refusals(asked, 1)).containsExactly("approval-replayed");
    }

    /// The approval came in time and is being verified, its session in hand, when the deadline passes.
    @Test
    void anApprovalThatIsBeingVerifiedWhenTheTimeRunsOut() {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofSeconds(3), 2);
        Runnable approval = hears(signer.phone().approve(open(asked), "07"));
        race(
                new Row("authenticator", "device_id", UUID.fromString(signer.phone().deviceId)),
                List.of(approval, DEADLINE));
        assertApprovedOnce(asked);
    }

    @Test
    void anApprovalThatWaitsForItsTurnBeyondTheDeadline() {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofSeconds(3), 2);
        ApprovalRequested request = open(asked);
        race(session(asked), List.of(hears(signer.phone().approve(request, "07")), DEADLINE));
        assertClosedOnce(asked, Outcome.EXPIRED);
        assertThat(refusals(asked, 1)).containsExactly("approval-late");
    }

    @Test
    void aCancellationJustBeforeTheDeadline() {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofSeconds(3), 2);
        open(asked);
        race(session(asked), List.of(hears(cancellation(asked)), DEADLINE));
        assertClosedOnce(asked, Outcome.CANCELLED);
    }

    @Test
    void aCancellationJustAfterTheDeadline() {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofSeconds(2), 2);
        open(asked);
        race(session(asked), List.of(DEADLINE, hears(cancellation(asked))));
        assertClosedOnce(asked, Outcome.EXPIRED);
        assertThat(auditRows("cancel-came-late", asked.requestId())).isEqualTo(1);
    }

    @Test
    void aCancellationAndAnApproval() {
        for (boolean cancelFirst : List.of(true, false)) {
            SignatureAsked asked = asked(signer);
            Runnable approval = hears(signer.phone().approve(open(asked), "07"));
            Runnable cancellation = hears(cancellation(asked));
            race(session(asked), cancelFirst ? List.of(cancellation, approval) : List.of(approval, cancellation));
            if (cancelFirst) {
                assertClosedOnce(asked, Outcome.CANCELLED);
            } else {
                assertApprovedOnce(asked);
            }
        }
    }

    private ApprovalDeclined decline(SignatureAsked asked) {
        return new ApprovalDeclined(
                asked.requestId(), signer.ref(), signer.phone().deviceId, "Không ký", Instant.now());
    }

    private static CancelAsked cancellation(SignatureAsked asked) {
        return new CancelAsked(asked.requestId(), "demo-client", Instant.now());
    }

    private Runnable hears(ApprovalReceivedEvent answer) {
        return hears(answer, answer.requestId());
    }

    private Runnable hears(CancelAsked cancellation) {
        return hears(cancellation, cancellation.requestId());
    }

    /// As an instance hears it: in a transaction of its own.
    private Runnable hears(EventPayload payload, String key) {
        var event = EventTypes.envelope(payload, key, TENANT, 2, Instant.now());
        EventListener listener = listeners.stream()
                .filter(l -> l.topic() == event.topic())
                .findFirst()
                .orElseThrow();
        return () -> transaction.executeWithoutResult(_ -> listener.on(event));
    }

    private record Row(String table, String column, Object key) {}

    private static Row session(SignatureAsked asked) {
        return new Row("session", "request_id", asked.requestId());
    }

    /// Lets them go together, once all of them wait for the row; they get it in the order in which they came.
    private void race(Row held, List<Runnable> contenders) {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("SELECT 1 FROM " + held.table() + " WHERE " + held.column() + " = ? FOR UPDATE")
                    .param(held.key())
                    .query(Integer.class)
                    .single();
            for (int waiting = 1; waiting <= contenders.size(); waiting++) {
                running.add(CompletableFuture.runAsync(contenders.get(waiting - 1), INSTANCES));
                int soFar = waiting;
                // On a thread, and so a connection, of its own.
                await().atMost(Duration.ofSeconds(20)).until(() -> waitingForRows() >= soFar);
            }
        });
        running.forEach(CompletableFuture::join);
    }

    private long waitingForRows() {
        return jdbc.sql(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .query(Long.class)
                .single();
    }

    private void assertApprovedOnce(SignatureAsked asked) {
        accepted(asked);
        asked.documents().forEach(this::signature);
        assertThat(state(asked)).isEqualTo("approved");
        assertThat(said(ApprovalAccepted.class, asked)).isEqualTo(1);
        assertThat(said(ClosedWithoutSignature.class, asked)).isZero();
        assertThat(neighbours.all(SignatureCreatedEvent.class).stream()
                        .filter(e -> e.requestId().equals(asked.requestId())))
                .hasSize(asked.documents().size());
        assertThat(auditRows("key-use-intended", asked.requestId()))
                .isEqualTo(asked.documents().size());
    }

    private void assertClosedOnce(SignatureAsked asked, Outcome outcome) {
        assertThat(closed(asked).outcome()).isEqualTo(outcome);
        assertThat(state(asked)).isEqualTo("closed");
        assertThat(said(ClosedWithoutSignature.class, asked)).isEqualTo(1);
        assertThat(said(ApprovalAccepted.class, asked)).isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM messaging_work WHERE queue = 'signature' AND work_key LIKE ?")
                        .param(asked.requestId() + "/%")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(auditRows("key-use-intended", asked.requestId())).isZero();
    }

    private <T extends SessionChangedEvent> long said(Class<T> type, SignatureAsked asked) {
        return neighbours.all(type).stream()
                .filter(e -> e.requestId().equals(asked.requestId()))
                .count();
    }
}
