package vn.kyso.signing.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.kyso.signing.row.Times;

/// Removes what nobody asks for any more, in small transactions of which any instance may do any. Approved sessions
/// stay:
/// they are the evidence of signatures. What was done stands in the audit log.
@Component
class ForgetOld {
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final Keep keep;
    private final InstantSource clock;

    /// @param closedSessions after their deadline; longer than any event about them may still come
    /// @param activations after their expiry, for whoever wants to know why a code did not work
    @ConfigurationProperties("kyso.keep")
    record Keep(
            @DefaultValue("90d") Duration closedSessions,
            @DefaultValue("30d") Duration activations) {
        private static final Duration SHORTEST_SESSIONS = Duration.ofDays(45);
        private static final Duration SHORTEST_ACTIVATIONS = Duration.ofDays(1);

        Keep {
            if (closedSessions.compareTo(SHORTEST_SESSIONS) < 0 || activations.compareTo(SHORTEST_ACTIVATIONS) < 0) {
                throw new IllegalArgumentException(
                        "kyso.keep: closed sessions are kept for 45 days at least, activations for one");
            }
        }
    }

    ForgetOld(JdbcClient jdbc, Keep keep, InstantSource clock) {
        this.jdbc = jdbc;
        this.keep = keep;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void forget() {
        Instant now = clock.instant();
        remove("""
                DELETE FROM session WHERE request_id IN
                    (SELECT request_id FROM session WHERE state = 'closed' AND deadline < ?
                     LIMIT ? FOR UPDATE SKIP LOCKED)""", now.minus(keep.closedSessions()));
        // Registrations end within minutes, and with them what points to an activation.
        remove("""
                DELETE FROM registration WHERE id IN
                    (SELECT id FROM registration WHERE expires_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)""", now);
        remove("""
                DELETE FROM activation WHERE id IN
                    (SELECT id FROM activation a WHERE expires_at < ?
                       AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.activation_id = a.id)
                     LIMIT ? FOR UPDATE SKIP LOCKED)""", now.minus(keep.activations()));
        remove("""
                DELETE FROM confirmation WHERE device_id IN
                    (SELECT device_id FROM confirmation WHERE expires_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)""", now);
    }

    private void remove(String batch, Instant before) {
        int removed;
        do {
            removed = jdbc.sql(batch).params(Times.sql(before), BATCH).update();
        } while (removed == BATCH);
    }
}
