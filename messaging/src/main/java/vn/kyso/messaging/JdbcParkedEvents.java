package vn.kyso.messaging;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;

/// Parked events as rows. They keep their signature, which is checked again whenever one is handed over.
final class JdbcParkedEvents implements ParkedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcParkedEvents.class);
    private static final BackOff SWEEPS = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final InstantSource clock;
    private final EventSignatures signatures;
    private final Inbox inbox;
    private final DeadLetterWriter deadLetters;
    private final Duration longest;
    private final java.util.function.Function<Topic, EventListener> listeners;

    JdbcParkedEvents(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            InstantSource clock,
            EventSignatures signatures,
            Inbox inbox,
            DeadLetterWriter deadLetters,
            Duration longest,
            java.util.function.Function<Topic, EventListener> listeners) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
        this.signatures = signatures;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.longest = longest;
        this.listeners = listeners;
    }

    private record Parked(long seq, String waitsFor, SignedEvent signed, Instant parkedAt, int tries) {}

    @Override
    public void park(EventEnvelope event, String waitsFor) {
        AfterCommit.requireTransaction("A parked event");
        if (!Inbox.CURRENT.isBound() || !Inbox.CURRENT.get().event().id().equals(event.id())) {
            throw new IllegalStateException("Only the event that the listener was handed can be parked");
        }
        SignedEvent signed = Inbox.CURRENT.get();
        Instant now = clock.instant();
        jdbc.sql("""
                        INSERT INTO messaging_parked (waits_for, event_id, event_type, topic, event_key, tenant, version,
                            event_time, payload, signature, parked_at, due_at, traceparent)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (event_id, topic) DO UPDATE SET waits_for = excluded.waits_for, handed = false""")
                .params(
                        waitsFor,
                        event.id(),
                        event.type(),
                        event.topic().id(),
                        event.key(),
                        event.tenant(),
                        event.version(),
                        event.time().toString(),
                        event.payload(),
                        signed.signature(),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(SWEEPS.after(1))))
                .param(signed.traceparent())
                .update();
    }

    @Override
    public void release(String waitsFor) {
        AfterCommit.requireTransaction("A release");
        for (Parked parked : select("waits_for = ? ORDER BY seq FOR UPDATE", waitsFor)) {
            try (LogContext _ = LogContext.of(parked.signed().event())) {
                handOverInSavepoint(parked);
            }
        }
    }

    private void handOverInSavepoint(Parked parked) {
        try {
            savepoint.executeWithoutResult(_ -> handOver(parked));
        } catch (RuntimeException e) {
            LOG.warn("Parked {} can't be taken yet", parked.signed().event(), e);
            again(parked);
        }
    }

    /// Hands over what is due without a release, all that waits for one thing in one transaction and in order; what
    /// waited too long becomes a dead letter. Several instances may sweep at once.
    void sweep() {
        List<String> due;
        do {
            due = jdbc.sql("SELECT DISTINCT waits_for FROM messaging_parked WHERE due_at <= ? LIMIT 100")
                    .param(Timestamp.from(clock.instant()))
                    .query(String.class)
                    .list();
            for (String waitsFor : due) {
                transaction.executeWithoutResult(_ -> select("waits_for = ? ORDER BY seq FOR UPDATE", waitsFor)
                        .forEach(this::sweepLogged));
            }
        } while (!due.isEmpty());
    }

    private void sweepLogged(Parked parked) {
        try (LogContext _ = LogContext.of(parked.signed().event())) {
            sweep(parked);
        }
    }

    private void sweep(Parked parked) {
        ProblemType reason = ProblemType.EVENT_REFUSED;
        String detail = "Waited in vain for " + parked.waitsFor();
        boolean over = parked.parkedAt().plus(longest).isBefore(clock.instant());
        if (!over) {
            try {
                savepoint.executeWithoutResult(_ -> handOver(parked));
                return;
            } catch (UnprocessableEventException e) {
                reason = e.reason();
                detail = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("Parked {} can't be taken yet", parked.signed().event(), e);
                again(parked);
                return;
            }
        }
        try {
            deadLetters.write(letter(parked.signed()), reason, detail);
            delete(parked);
        } catch (TryAgainException e) {
            LOG.warn(
                    "Parked {} can't be written to the dead letters yet",
                    parked.signed().event(),
                    e);
            again(parked);
        }
    }

    /// The listener may park the event again: its place in the order and its age stay.
    private void handOver(Parked parked) {
        SignedEvent signed = parked.signed();
        try {
            signatures.check(signed.event(), signed.signature());
        } catch (RefusedEventException e) {
            throw new UnprocessableEventException(e.reason(), String.valueOf(e.getMessage()), e);
        }
        jdbc.sql("UPDATE messaging_parked SET handed = true, tries = tries + 1, due_at = ? WHERE seq = ?")
                .params(nextTry(parked), parked.seq())
                .update();
        inbox.hand(signed, listeners.apply(signed.event().topic()));
        jdbc.sql("DELETE FROM messaging_parked WHERE seq = ? AND handed")
                .param(parked.seq())
                .update();
    }

    private void again(Parked parked) {
        jdbc.sql("UPDATE messaging_parked SET tries = tries + 1, due_at = ? WHERE seq = ?")
                .params(nextTry(parked), parked.seq())
                .update();
    }

    private Timestamp nextTry(Parked parked) {
        return Timestamp.from(clock.instant().plus(SWEEPS.after(parked.tries() + 2)));
    }

    private void delete(Parked parked) {
        jdbc.sql("DELETE FROM messaging_parked WHERE seq = ?")
                .param(parked.seq())
                .update();
    }

    private List<Parked> select(String where, Object parameter) {
        return jdbc.sql("SELECT * FROM messaging_parked WHERE " + where)
                .param(parameter)
                .query((row, _) -> new Parked(
                        row.getLong("seq"),
                        row.getString("waits_for"),
                        OutboxRows.signedEvent(row),
                        row.getTimestamp("parked_at").toInstant(),
                        row.getInt("tries")))
                .list();
    }

    private DeadLetterWriter.Letter letter(SignedEvent signed) {
        var record = EventRecords.write(signed, signed.event().topic().id());
        Headers headers = record.headers();
        return new DeadLetterWriter.Letter(signed.event().topic(), record.key(), record.value(), headers, -1, -1);
    }
}
