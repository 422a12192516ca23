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

/// Lets each event take effect once: its id and what its listener writes commit together.
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

    /// Hands events to their listener in one transaction, but for those that took effect before.
    void take(List<SignedEvent> events, EventListener listener) {
        transaction.executeWithoutResult(_ -> {
            Set<UUID> fresh = enter(events);
            for (SignedEvent event : events) {
                if (fresh.remove(event.event().id())) {
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

    private Set<UUID> enter(List<SignedEvent> events) {
        return new HashSet<>(jdbc.sql("""
                        INSERT INTO messaging_inbox (event_id, taken_at) SELECT unnest(?::uuid[]), ?
                        ON CONFLICT DO NOTHING RETURNING event_id""")
                .params(
                        events.stream().map(e -> e.event().id()).distinct().toArray(UUID[]::new),
                        Timestamp.from(clock.instant()))
                .query(UUID.class)
                .list());
    }
}
