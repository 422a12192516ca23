package vn.kyso.notification.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vn.kyso.notification.device.FurtherDeviceBound;

/// The numbered changes of each signer's inbox and devices, which live updates are made of.
@Repository
class InboxChanges {
    static final String REQUEST = "request";
    static final String ANSWER_REFUSED = "answer-refused";
    static final String APPROVED = "approved";
    static final String CLOSED = "closed";
    static final String FINISHED = "finished";
    static final String DEVICE_BOUND = "device-bound";

    private final JdbcClient jdbc;
    private final InboxSignals signals;
    private final InstantSource clock;

    InboxChanges(JdbcClient jdbc, InboxSignals signals, InstantSource clock) {
        this.jdbc = jdbc;
        this.signals = signals;
        this.clock = clock;
    }

    /// Adds a change of a request in the caller's transaction and wakes the signer's streams on every instance after
    /// its commit.
    void add(String signer, String requestId, String type) {
        add(signer, type, requestId, null);
    }

    /// As [#add(String, String, String)], for a device that the signer got.
    @EventListener
    void on(FurtherDeviceBound bound) {
        add(bound.signer(), DEVICE_BOUND, null, bound.device().deviceId());
    }

    private void add(String signer, String type, @Nullable String requestId, @Nullable String deviceId) {
        // The row lock holds until commit: a signer's numbers become visible in their order.
        long sequence = jdbc.sql("""
                        INSERT INTO inbox_signer (signer, last_sequence) VALUES (?, 1)
                        ON CONFLICT (signer) DO UPDATE SET last_sequence = inbox_signer.last_sequence + 1
                        RETURNING last_sequence
                        """).param(signer).query(Long.class).single();
        jdbc.sql("""
                        INSERT INTO inbox_change (signer, sequence, request_id, device_id, type, changed_at)
                        VALUES (:signer, :sequence, :request, :device, :type, :now)
                        """)
                .param("signer", signer)
                .param("sequence", sequence)
                .param("request", requestId)
                .param("device", deviceId)
                .param("type", type)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signals.changed(signer);
            }
        });
    }

    /// The number of the signer's last change, 0 without any.
    long last(String signer) {
        return last(List.of(signer)).getOrDefault(signer, 0L);
    }

    /// Whether every change after that number is still there, so that a stream can resume after it.
    boolean completeAfter(String signer, long sequence) {
        return jdbc.sql("""
                        SELECT coalesce((SELECT min(sequence) FROM inbox_change WHERE signer = :signer),
                                        (SELECT last_sequence + 1 FROM inbox_signer WHERE signer = :signer), 1)
                        """).param("signer", signer).query(Long.class).single() <= sequence + 1;
    }

    Map<String, Long> last(Collection<String> signers) {
        if (signers.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("SELECT signer, last_sequence FROM inbox_signer WHERE signer IN (:signers)")
                .param("signers", signers)
                .query((row, n) -> Map.entry(row.getString("signer"), row.getLong("last_sequence")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// The signer's changes after a number, in order, each with the request or the device as it stands now.
    List<Change> after(String signer, long sequence, int limit) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        SELECT c.sequence, c.type, r.request_id, r.requester, r.tenant, r.reason, r.asked_at,
                               r.approve_until, r.documents, r.first_name, r.answered_at, r.answer_refused,
                               d.kind AS decision, d.reason AS closed_reason, o.outcome,
                               n.device_id, n.name, n.bound_at, n.status
                        FROM inbox_change c
                        LEFT JOIN inbox_request r ON r.request_id = c.request_id
                        LEFT JOIN device n ON n.device_id = c.device_id
                        LEFT JOIN inbox_decision d ON d.request_id = r.request_id
                        LEFT JOIN inbox_outcome o ON o.request_id = r.request_id
                        WHERE c.signer = :signer AND c.sequence > :sequence
                          AND (r.request_id IS NOT NULL OR n.device_id IS NOT NULL)
                        ORDER BY c.sequence LIMIT :limit
                        """)
                .param("signer", signer)
                .param("sequence", sequence)
                .param("limit", limit)
                .query((row, n) -> change(row, now))
                .list();
    }

    private static Change change(ResultSet row, Instant now) throws SQLException {
        String type = row.getString("type");
        return new Change(
                row.getLong("sequence"), type, type.equals(DEVICE_BOUND) ? NewDevice.of(row) : Inbox.entry(row, now));
    }

    /// @param type `request`, `answer-refused`, `approved`, `closed`, `finished` or `device-bound`
    record Change(long sequence, String type, News news) {}
}
