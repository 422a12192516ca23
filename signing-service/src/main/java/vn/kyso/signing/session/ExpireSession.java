package vn.kyso.signing.session;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.contracts.event.SessionChangedEvent.Outcome;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;
import vn.kyso.signing.session.SessionState.Awaiting;

/// The timer of a session: at its deadline it is closed, if nothing else has decided it.
@Component
class ExpireSession implements Worker {
    static final String QUEUE = "session-expiry";

    /// How long a service that is down may take to come back and say so.
    static final Duration PATIENCE = Duration.ofDays(30);

    private final Sessions sessions;
    private final SessionChanges changes;
    private final WorkQueue work;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    ExpireSession(
            Sessions sessions,
            SessionChanges changes,
            WorkQueue work,
            TransactionOperations transaction,
            InstantSource clock) {
        this.sessions = sessions;
        this.changes = changes;
        this.work = work;
        this.transaction = transaction;
        this.clock = clock;
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
        expire(item);
    }

    @Override
    public void expired(WorkItem item) {
        expire(item);
    }

    private void expire(WorkItem item) {
        transaction.executeWithoutResult(status -> {
            Session session = sessions.lock(item.key())
                    .filter(s -> s.state() instanceof Awaiting)
                    .orElse(null);
            boolean mine;
            if (session != null && !clock.instant().isAfter(session.deadline())) {
                mine = work.retryLater(
                        item,
                        Duration.between(clock.instant(), session.deadline()).plusMillis(1),
                        "early");
            } else {
                if (session != null) {
                    changes.close(session, Outcome.EXPIRED, ProblemType.EXPIRED, null, "clock");
                }
                mine = work.finish(item);
            }
            if (!mine) {
                status.setRollbackOnly();
            }
        });
    }
}
