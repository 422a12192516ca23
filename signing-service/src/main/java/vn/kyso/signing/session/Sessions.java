package vn.kyso.signing.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.approval.Evidence;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.signing.row.RowMacs;
import vn.kyso.signing.row.Times;
import vn.kyso.signing.session.SessionState.Approved;
import vn.kyso.signing.session.SessionState.Asked;
import vn.kyso.signing.session.SessionState.Awaiting;
import vn.kyso.signing.session.SessionState.Closed;
import vn.kyso.signing.session.SessionState.Ending;
import vn.kyso.signing.session.SessionState.Opened;

/// All sessions.
@Component
public class Sessions {
    private static final String TABLE = "session v1";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RowMacs macs;

    Sessions(JdbcClient jdbc, JsonMapper json, RowMacs macs) {
        this.jdbc = jdbc;
        this.json = json;
        this.macs = macs;
    }

    /// @throws vn.kyso.signing.row.RowAlteredException if the row is not as this service wrote it
    public Optional<Session> find(String requestId) {
        return find(requestId, "");
    }

    /// The session, locked until the caller's transaction ends: whoever decides holds it.
    Optional<Session> lock(String requestId) {
        return find(requestId, " FOR UPDATE");
    }

    /// @return false if there is one of that id already
    boolean add(Session session) {
        Columns columns = columns(session);
        return jdbc.sql("""
                        INSERT INTO session (request_id, tenant, signer, state, version, deadline, asked, mac)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING
                        """)
                        .params(
                                session.requestId(),
                                session.tenant(),
                                session.asked().signer(),
                                columns.state(),
                                session.version(),
                                Times.sql(session.deadline()),
                                columns.asked(),
                                mac(session, columns))
                        .update()
                == 1;
    }

    /// The one conditional update that decides: it takes effect only on the state that `from` shows.
    ///
    /// @return false if somebody else was first
    boolean move(Session from, Session to) {
        Columns before = columns(from);
        Columns after = columns(to);
        return jdbc.sql("""
                        UPDATE session SET state = ?, version = ?, asked = ?, opened = ?, ending = ?, evidence = ?,
                            mac = ?
                        WHERE request_id = ? AND state = ? AND version = ?
                        """)
                        .params(Arrays.asList(
                                after.state(),
                                to.version(),
                                after.asked(),
                                after.opened(),
                                after.ending(),
                                after.evidence(),
                                mac(to, after),
                                from.requestId(),
                                before.state(),
                                from.version()))
                        .update()
                == 1;
    }

    /// Counts an answer that did not count; stands outside the MAC, for nothing but a report rests on it.
    void countRefusedAnswer(String requestId) {
        jdbc.sql("UPDATE session SET refused_answers = refused_answers + 1 WHERE request_id = ?")
                .params(requestId)
                .update();
    }

    /// Open sessions of a tenant with a signer. Holds off others who count the same until the transaction ends.
    int countOpen(String signer, String tenant) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .params("session/" + signer + "/" + tenant)
                .query((_, _) -> true)
                .single();
        return jdbc.sql(
                        "SELECT count(*) FROM session WHERE signer = ? AND tenant = ? AND state IN ('asked', 'awaiting')")
                .params(signer, tenant)
                .query(Integer.class)
                .single();
    }

    private Optional<Session> find(String requestId, String lock) {
        return jdbc.sql("SELECT * FROM session WHERE request_id = ?" + lock)
                .params(requestId)
                .query((row, _) -> read(row))
                .optional();
    }

    /// The JSON columns exactly as they stand in the row, for the MAC is over them.
    private record Columns(
            String state,
            String asked,
            @Nullable String opened,
            @Nullable String ending,
            @Nullable String evidence) {}

    private Columns columns(Session session) {
        String asked = json.writeValueAsString(session.asked());
        return switch (session.state()) {
            case Asked() -> new Columns("asked", asked, null, null, null);
            case Awaiting(Opened opened) -> new Columns("awaiting", asked, json.writeValueAsString(opened), null, null);
            case Approved(Opened opened, Evidence evidence) ->
                new Columns("approved", asked, json.writeValueAsString(opened), null, evidence.toJson());
            case Closed(Opened opened, Ending ending) ->
                new Columns(
                        "closed",
                        asked,
                        opened == null ? null : json.writeValueAsString(opened),
                        json.writeValueAsString(ending),
                        null);
        };
    }

    private Session read(ResultSet row) throws SQLException {
        Columns columns = new Columns(
                row.getString("state"),
                row.getString("asked"),
                row.getString("opened"),
                row.getString("ending"),
                row.getString("evidence"));
        Instant deadline = Times.instant(row, "deadline");
        long version = row.getLong("version");
        macs.check(
                row.getBytes("mac"),
                TABLE,
                fields(
                        row.getString("request_id"),
                        row.getString("tenant"),
                        row.getString("signer"),
                        deadline,
                        version,
                        columns));
        SessionState state = switch (columns.state()) {
            case "asked" -> new Asked();
            case "awaiting" -> new Awaiting(opened(columns));
            case "approved" ->
                new Approved(opened(columns), Evidence.fromJson(Objects.requireNonNull(columns.evidence())));
            case "closed" ->
                new Closed(
                        columns.opened() == null ? null : opened(columns),
                        json.readValue(Objects.requireNonNull(columns.ending()), Ending.class));
            default -> throw new IllegalStateException("A session in state " + columns.state());
        };
        return new Session(
                json.readValue(columns.asked(), SignatureAsked.class),
                deadline,
                state,
                version,
                row.getInt("refused_answers"));
    }

    private Opened opened(Columns columns) {
        return json.readValue(Objects.requireNonNull(columns.opened()), Opened.class);
    }

    private byte[] mac(Session session, Columns columns) {
        return macs.of(
                TABLE,
                fields(
                        session.requestId(),
                        session.tenant(),
                        session.asked().signer(),
                        session.deadline(),
                        session.version(),
                        columns));
    }

    private static @Nullable Object[] fields(
            String requestId, String tenant, String signer, Instant deadline, long version, Columns columns) {
        return new @Nullable Object[] {
            requestId,
            tenant,
            signer,
            columns.state(),
            version,
            deadline,
            columns.asked(),
            columns.opened(),
            columns.ending(),
            columns.evidence()
        };
    }
}
