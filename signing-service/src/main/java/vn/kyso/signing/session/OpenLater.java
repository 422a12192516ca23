package vn.kyso.signing.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.contracts.event.SessionChangedEvent.Outcome;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;
import vn.kyso.signing.credential.AskCertificateService;
import vn.kyso.signing.session.SessionState.Asked;

/// Opens sessions whose certificate was not, or not lately, heard of when they were asked for: asks its owner once, and
/// waits for word of it as long as some may be under way.
@Component
class OpenLater implements Worker {
    private static final String QUEUE = "session-opening";
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Sessions sessions;
    private final OpenSession openSession;
    private final SessionChanges changes;
    private final AskCertificateService owner;
    private final WorkQueue work;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    OpenLater(
            Sessions sessions,
            OpenSession openSession,
            SessionChanges changes,
            AskCertificateService owner,
            WorkQueue work,
            TransactionOperations transaction,
            InstantSource clock) {
        this.sessions = sessions;
        this.openSession = openSession;
        this.changes = changes;
        this.owner = owner;
        this.work = work;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// In the caller's transaction.
    void add(Session session) {
        Instant now = clock.instant();
        work.add(new NewWork(
                QUEUE,
                session.requestId(),
                session.tenant(),
                "\"" + now + "\"",
                now,
                session.deadline().isAfter(now) ? session.deadline() : now));
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public boolean keyedBySignRequest() {
        return true;
    }

    @Override
    public void work(WorkItem item) {
        if (item.attempt() == 1) {
            sessions.find(item.key())
                    .filter(s -> s.state() instanceof Asked)
                    .ifPresent(s -> owner.about(s.asked().certificateDigest()));
        }
        Instant since = Instant.parse(item.payload().replace("\"", ""));
        transaction.executeWithoutResult(status -> {
            Optional<Session> asked = waiting(item);
            boolean done = asked.isEmpty() || openSession.open(asked.get(), Duration.between(since, clock.instant()));
            boolean mine = done ? work.finish(item) : work.retryLater(item, PAUSE, "the certificate is not known yet");
            if (!mine) {
                status.setRollbackOnly();
            }
        });
    }

    @Override
    public void expired(WorkItem item) {
        transaction.executeWithoutResult(status -> {
            waiting(item)
                    .ifPresent(session -> changes.close(
                            session,
                            Outcome.REFUSED,
                            ProblemType.CERTIFICATE_NOT_FOUND,
                            null,
                            "service:signing-service"));
            if (!work.finish(item)) {
                status.setRollbackOnly();
            }
        });
    }

    private Optional<Session> waiting(WorkItem item) {
        return sessions.lock(item.key()).filter(s -> s.state() instanceof Asked);
    }
}
