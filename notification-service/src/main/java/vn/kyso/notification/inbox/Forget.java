package vn.kyso.notification.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;

/// Removes what the inbox keeps no longer: requests some time after their deadline, and all that hangs on them. Some
/// instance does it once a day, in small transactions.
@Component
class Forget implements Worker {
    private static final String QUEUE = "forget";
    private static final String KEY = "inbox";
    private static final Duration EVERY = Duration.ofDays(1);

    /// Far beyond any day on which the work could still be waiting; it is late then, not failed.
    private static final Duration DEADLINE = Duration.ofDays(3650);

    private static final int BATCH = 500;

    /// Facts by request, each removed with it.
    private static final List<String> OF_REQUEST = List.of(
            "inbox_decision",
            "inbox_answer",
            "inbox_document",
            "inbox_outcome",
            "inbox_delivery",
            "push_notice",
            "signer_reached");

    private final JdbcClient jdbc;
    private final WorkQueue work;
    private final TransactionTemplate transaction;
    private final InboxProperties properties;
    private final InstantSource clock;

    Forget(
            JdbcClient jdbc,
            WorkQueue work,
            TransactionTemplate transaction,
            InboxProperties properties,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void schedule() {
        transaction.executeWithoutResult(status -> addNext(clock.instant()));
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public boolean keyedBySignRequest() {
        return false;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public void work(WorkItem item) {
        Instant now = clock.instant();
        forget(now.minus(properties.keep()));
        transaction.executeWithoutResult(status -> {
            if (work.finish(item)) {
                addNext(now.plus(EVERY));
            } else {
                status.setRollbackOnly();
            }
        });
    }

    @Override
    public void expired(WorkItem item) {
        work(item);
    }

    /// Removes what ended before `then`.
    void forget(Instant then) {
        OffsetDateTime before = then.atOffset(ZoneOffset.UTC);
        int removed;
        do {
            Integer batch = transaction.execute(status -> requests(before));
            removed = batch == null ? 0 : batch;
        } while (removed == BATCH);
        transaction.executeWithoutResult(status -> {
            remove("inbox_change", "changed_at", before);
            // Facts about requests that never came.
            remove("inbox_decision", "decided_at", before);
            remove("inbox_document", "signed_at", before);
            remove("inbox_outcome", "finished_at", before);
        });
    }

    private int requests(OffsetDateTime before) {
        List<String> ids =
                jdbc.sql("""
                        DELETE FROM inbox_request WHERE request_id IN
                            (SELECT request_id FROM inbox_request WHERE approve_until < ? LIMIT %d FOR UPDATE SKIP LOCKED)
                        RETURNING request_id
                        """.formatted(BATCH)).param(before).query(String.class).list();
        if (!ids.isEmpty()) {
            for (String table : OF_REQUEST) {
                jdbc.sql("DELETE FROM " + table + " WHERE request_id IN (:ids)")
                        .param("ids", ids)
                        .update();
            }
        }
        return ids.size();
    }

    private void remove(String table, String column, OffsetDateTime before) {
        jdbc.sql("DELETE FROM " + table + " WHERE " + column + " < ?")
                .param(before)
                .update();
    }

    private void addNext(Instant at) {
        work.add(new NewWork(QUEUE, KEY, EventEnvelope.PLATFORM, "{}", at, at.plus(DEADLINE)));
    }
}
