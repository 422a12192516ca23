package vn.kyso.messaging;

import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.contracts.envelope.EventEnvelope;

/// Signs when appending, not when sending: whoever can write the table still can't make an event.
final class TransactionalOutbox implements Outbox {
    /// Relays share the work by buckets of keys: one relay at a time sends a bucket's events.
    static final int BUCKETS = 16;

    private final JdbcClient jdbc;
    private final EventSignatures signatures;
    private final Traces traces;
    private final Runnable wakeRelay;

    TransactionalOutbox(JdbcClient jdbc, EventSignatures signatures, Traces traces, Runnable wakeRelay) {
        this.jdbc = jdbc;
        this.signatures = signatures;
        this.traces = traces;
        this.wakeRelay = wakeRelay;
    }

    @Override
    public void append(EventEnvelope event) {
        AfterCommit.requireTransaction("An event");
        byte[] payload = event.payload();
        jdbc.sql("""
                        INSERT INTO messaging_outbox (bucket, event_id, event_type, topic, event_key, tenant, version,
                            event_time, payload, payload_bytes, signature, traceparent)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        bucket(event),
                        event.id(),
                        event.type(),
                        event.topic().id(),
                        event.key(),
                        event.tenant(),
                        event.version(),
                        event.time().toString(),
                        payload,
                        payload.length,
                        signatures.sign(event))
                .param(traces.current())
                .update();
        AfterCommit.run(wakeRelay);
    }

    private static int bucket(EventEnvelope event) {
        return Math.floorMod(31 * event.topic().id().hashCode() + event.key().hashCode(), BUCKETS);
    }
}
