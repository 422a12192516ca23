package vn.kyso.certificate.authority;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.TrustAnchorState;
import vn.kyso.messaging.Outbox;

/// Tells the other services the root that this installation's certificates chain to: when it is made, and again
/// and again for whoever comes later.
final class TrustAnchorEvents {
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final PkiProperties properties;

    TrustAnchorEvents(
            JdbcClient jdbc,
            Outbox outbox,
            TransactionOperations transactions,
            InstantSource clock,
            PkiProperties properties) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
        this.properties = properties;
    }

    /// In the caller's transaction, the one that makes the root.
    void announceIfNew(Map<AuthorityRole, AuthorityKey> keys) {
        AuthorityKey root = Objects.requireNonNull(keys.get(AuthorityRole.ROOT));
        Instant now = clock.instant();
        List<Row> rows = jdbc.sql("""
                        UPDATE authority_key SET version = version + 1, published_at = :now
                        WHERE role = 'ROOT' AND generation = :generation AND published_at IS NULL
                        RETURNING certificate, version""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("generation", root.generation())
                .query((rs, n) -> new Row(rs.getBytes("certificate"), rs.getLong("version")))
                .list();
        rows.forEach(row -> publish(row, now));
    }

    /// The heartbeat; of several instances one finds the row due.
    @Scheduled(fixedDelayString = "${kyso.pki.heartbeat-check:PT1M}")
    void repeat() {
        transactions.executeWithoutResult(status -> {
            Instant now = clock.instant();
            List<Row> rows = jdbc.sql("""
                            UPDATE authority_key SET version = version + 1, published_at = :now
                            WHERE role = 'ROOT' AND published_at <= :before
                            RETURNING certificate, version""")
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("before", now.minus(properties.heartbeat()).atOffset(ZoneOffset.UTC))
                    .query((rs, n) -> new Row(rs.getBytes("certificate"), rs.getLong("version")))
                    .list();
            rows.forEach(row -> publish(row, now));
        });
    }

    private void publish(Row row, Instant now) {
        var certificate = Certificates.parse(row.certificate());
        TrustAnchorState state = new TrustAnchorState(
                properties.rootName(), Base64.getUrlEncoder().withoutPadding().encodeToString(row.certificate()), now);
        outbox.append(EventTypes.envelope(
                state, "anchor:" + Certificates.digest(certificate), EventEnvelope.PLATFORM, row.version(), now));
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for the length of one transaction
    private record Row(byte[] certificate, long version) {}
}
