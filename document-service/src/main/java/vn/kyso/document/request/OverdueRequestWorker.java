package vn.kyso.document.request;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.Outbox;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;

/// Sees to it that no request stays open for ever. Signing-service alone decides how a request ends, so it is asked
/// first: after the deadline a `cancel-asked` follows the request on its topic, and whatever signing-service finds on
/// its return, it answers. Only when it has said nothing for hours does the request end here, as failed: the documents
/// without a signature are given free, and a signature that comes after all is dropped.
@Component
class OverdueRequestWorker implements Worker {
    static final String QUEUE = "request-overdue";

    private static final Logger LOG = LoggerFactory.getLogger(OverdueRequestWorker.class);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(2);

    private final SignRequests requests;
    private final EndDocuments end;
    private final Outbox outbox;
    private final WorkQueue work;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    OverdueRequestWorker(
            SignRequests requests,
            EndDocuments end,
            Outbox outbox,
            WorkQueue work,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.requests = requests;
        this.end = end;
        this.outbox = outbox;
        this.work = work;
        this.jdbc = jdbc;
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
        UUID id = UUID.fromString(item.key());
        transaction.executeWithoutResult(tx -> {
            SignRequest request = requests.lock(id).orElseThrow();
            boolean held;
            if (request.state() == SignRequestState.FINISHED) {
                held = work.finish(item);
            } else {
                if (item.attempt() == 1 && request.state() != SignRequestState.APPROVED) {
                    askToClose(request);
                }
                held = work.retryLater(item, LOOK_AGAIN, "signing-service has not said how the request ends");
            }
            if (!held) {
                tx.setRollbackOnly();
            }
        });
    }

    @Override
    public void expired(WorkItem item) {
        UUID id = UUID.fromString(item.key());
        transaction.executeWithoutResult(tx -> {
            SignRequest request = requests.lock(id).orElseThrow();
            if (request.state() != SignRequestState.FINISHED) {
                LOG.error("Request {} ends without an answer of signing-service", id);
                end.closed(
                        request,
                        SignRequestFinished.Outcome.FAILED,
                        ProblemType.SERVICE_UNAVAILABLE,
                        "No answer came from the signing service",
                        clock.instant());
            }
            if (!work.finish(item)) {
                tx.setRollbackOnly();
            }
        });
    }

    private void askToClose(SignRequest request) {
        Instant now = clock.instant();
        long version = jdbc.sql("update sign_request set version = version + 1 where id = :id returning version")
                .param("id", request.id())
                .query(Long.class)
                .single();
        outbox.append(EventTypes.envelope(
                new SignRequestedEvent.CancelAsked(request.id().toString(), "document-service: overdue", now),
                request.id().toString(),
                request.tenant(),
                version,
                now));
    }
}
