package vn.kyso.messaging;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.EventEnvelope;

/// Lets each event take effect once: its id, on its topic, and what its listener writes commit together. Ids are their
/// producers' word, so one producer's say nothing about another's events.
final class Inbox {
    /// The event whose listener runs now, with what an [EventEnvelope] leaves out.
    static final ScopedValue<SignedEvent> CURRENT = ScopedValue.newInstance();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final Traces traces;

    Inbox(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock, Traces traces) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.traces = traces;
    }

    /// What takes effect once.
    private record Entry(String topic, UUID id) {
        static Entry of(SignedEvent signed) {
            return new Entry(signed.event().topic().id(), signed.event().id());
        }
    }

    /// Hands events to their listener in one transaction, but for those that took effect before.
    void take(List<SignedEvent> events, EventListener listener) {
        transaction.executeWithoutResult(_ -> {
            Set<Entry> fresh = enter(events);
            for (SignedEvent event : events) {
                if (fresh.remove(Entry.of(event))) {
                    hand(event, listener);
                }
            }
        });
    }

    /// Runs the listener in the caller's transaction, whatever the inbox says.
    void hand(SignedEvent signed, EventListener listener) {
        EventEnvelope event = signed.event();
        try (LogContext _ = LogContext.of(event)) {
            ScopedValue.where(CURRENT, signed)
                    .run(() -> traces.within(
                            event.topic().id() + " process", signed.traceparent(), () -> listener.on(event)));
        }
    }

    private Set<Entry> enter(List<SignedEvent> events) {
        List<Entry> entries = events.stream().map(Entry::of).distinct().toList();
        return new HashSet<>(jdbc.sql("""
                        INSERT INTO messaging_inbox (topic, event_id, taken_at)
                        SELECT topic, id, ? FROM unnest(?::text[], ?::uuid[]) AS event (topic, id)
                        WHERE NOT EXISTS (SELECT FROM messaging_inbox WHERE event_id = id AND messaging_inbox.topic = '*')
                        ON CONFLICT DO NOTHING RETURNING topic, event_id""")
                .params(
                        Timestamp.from(clock.instant()),
                        entries.stream().map(Entry::topic).toArray(String[]::new),
                        entries.stream().map(Entry::id).toArray(UUID[]::new))
                .query((row, _) -> new Entry(row.getString(1), row.getObject(2, UUID.class)))
                .list());
    }
}
