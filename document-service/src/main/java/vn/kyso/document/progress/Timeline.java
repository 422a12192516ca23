package vn.kyso.document.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The timelines of all requests.
@Repository
public class Timeline {
    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TimelineSignals signals;

    Timeline(JdbcClient jdbc, JsonMapper json, TimelineSignals signals) {
        this.jdbc = jdbc;
        this.json = json;
        this.signals = signals;
    }

    /// Adds an entry in the caller's transaction, under the request's row lock; watchers are told after the commit.
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(UUID request, String type, Instant at, Map<String, Object> detail) {
        int sequence = jdbc.sql(
                        "update sign_request set timeline_end = timeline_end + 1 where id = :id returning timeline_end")
                .param("id", request)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into timeline (request, sequence, type, at, detail)
                        values (:request, :sequence, :type, :at, :detail::jsonb)
                        """)
                .param("request", request)
                .param("sequence", sequence)
                .param("type", type)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("detail", json.writeValueAsString(detail))
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signals.changed(request);
            }
        });
    }

    /// The entries after this one, in order.
    public List<TimelineEntry> after(UUID request, int sequence) {
        return jdbc.sql("""
                        select sequence, type, at, detail from timeline
                        where request = :request and sequence > :sequence order by sequence
                        """)
                .param("request", request)
                .param("sequence", sequence)
                .query(this::entry)
                .list();
    }

    /// Whether this was the request's last entry.
    boolean endsWith(UUID request, int sequence) {
        return jdbc.sql("select state = 'finished' and timeline_end <= :sequence from sign_request where id = :id")
                .param("sequence", sequence)
                .param("id", request)
                .query(Boolean.class)
                .single();
    }

    /// Whether the tenant has such a request.
    boolean exists(String tenant, UUID request) {
        Optional<Integer> found = jdbc.sql("select 1 from sign_request where id = :id and tenant = :tenant")
                .param("id", request)
                .param("tenant", tenant)
                .query(Integer.class)
                .optional();
        return found.isPresent();
    }

    private TimelineEntry entry(ResultSet row, int n) throws SQLException {
        return new TimelineEntry(
                row.getInt("sequence"),
                row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                json.readValue(row.getString("detail"), DETAIL));
    }
}
