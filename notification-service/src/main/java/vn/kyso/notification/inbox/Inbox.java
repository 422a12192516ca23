package vn.kyso.notification.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.kyso.contracts.problem.ProblemType;

/// A signer's requests, read. Every question names the signer, so nobody finds another's.
@Repository
class Inbox {
    private static final String ENTRY = """
            SELECT r.request_id, r.requester, r.tenant, r.reason, r.asked_at, r.approve_until, r.documents, r.first_name,
                   r.answered_at, r.answer_refused, d.kind AS decision, d.reason AS closed_reason, o.outcome
            FROM inbox_request r
            LEFT JOIN inbox_decision d ON d.request_id = r.request_id
            LEFT JOIN inbox_outcome o ON o.request_id = r.request_id
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Inbox(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The signer's requests, the newest first.
    ///
    /// @param undecidedOnly only those that the signing-service has not decided and whose time has not run out
    /// @param after where the page before ended; null for the first
    List<InboxEntry> list(String signer, boolean undecidedOnly, @Nullable InboxCursor after, int limit) {
        Instant now = clock.instant();
        InboxCursor from = after != null ? after : InboxCursor.START;
        return jdbc.sql(ENTRY + """
                        WHERE r.signer = :signer
                          AND (NOT :undecided OR d.kind IS NULL AND r.approve_until > :now)
                          AND (r.asked_at, r.request_id) < (:at, :id)
                        ORDER BY r.asked_at DESC, r.request_id DESC
                        LIMIT :limit
                        """)
                .param("signer", signer)
                .param("undecided", undecidedOnly)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("at", from.askedAt().atOffset(ZoneOffset.UTC))
                .param("id", from.requestId())
                .param("limit", limit)
                .query((row, n) -> entry(row, now))
                .list();
    }

    Optional<InboxEntry> find(String signer, String requestId) {
        Instant now = clock.instant();
        return jdbc.sql(ENTRY + "WHERE r.signer = :signer AND r.request_id = :request")
                .param("signer", signer)
                .param("request", requestId)
                .query((row, n) -> entry(row, now))
                .optional();
    }

    /// The request as the signing-service asked for it: the JSON of `approval-requested`.
    String asked(String requestId) {
        return jdbc.sql("SELECT asked FROM inbox_request WHERE request_id = ?")
                .param(requestId)
                .query(String.class)
                .single();
    }

    /// The documents of the request that are signed already.
    List<SignedDocument> signed(String requestId) {
        return jdbc.sql("""
                        SELECT document_id, revision, sha256, level, signed_at FROM inbox_document
                        WHERE request_id = ? ORDER BY signed_at, document_id
                        """)
                .param(requestId)
                .query((row, n) -> new SignedDocument(
                        row.getString("document_id"),
                        row.getInt("revision"),
                        row.getString("sha256"),
                        row.getString("level"),
                        instant(row, "signed_at")))
                .list();
    }

    static InboxEntry entry(ResultSet row, Instant now) throws SQLException {
        String decision = row.getString("decision");
        Instant until = instant(row, "approve_until");
        InboxState state = InboxState.of(decision, row.getObject("answered_at") != null, until, now);
        String closedReason = row.getString("closed_reason");
        if (state == InboxState.CLOSED && closedReason == null) {
            closedReason = ProblemType.EXPIRED.code();
        }
        return new InboxEntry(
                row.getString("request_id"),
                row.getString("requester"),
                row.getString("tenant"),
                state,
                row.getString("reason"),
                instant(row, "asked_at"),
                until,
                row.getInt("documents"),
                row.getString("first_name"),
                closedReason,
                row.getString("answer_refused"),
                row.getString("outcome"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// A document that came of a request.
    record SignedDocument(String documentId, int revision, String sha256, String level, Instant signedAt) {}
}
