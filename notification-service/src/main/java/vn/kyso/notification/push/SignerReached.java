package vn.kyso.notification.push;

import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SignerReachedEvent;
import vn.kyso.messaging.Outbox;

/// Tells the requester, through `signer-reached`, how far a request got towards the signer's eyes (step 5 of the
/// signing cycle).
@Component
public class SignerReached {
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final InstantSource clock;

    SignerReached(JdbcClient jdbc, Outbox outbox, InstantSource clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Says it in the caller's transaction.
    public void say(SignerReachedEvent event, String tenant) {
        // The row lock keeps a request's versions and its outbox rows in one order.
        long version = jdbc.sql("""
                        INSERT INTO signer_reached (request_id, version) VALUES (?, 1)
                        ON CONFLICT (request_id) DO UPDATE SET version = signer_reached.version + 1
                        RETURNING version
                        """).param(event.requestId()).query(Long.class).single();
        outbox.append(EventTypes.envelope(event, event.requestId(), tenant, version, clock.instant()));
    }
}
