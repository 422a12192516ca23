package vn.kyso.notification.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.kyso.contracts.event.DocumentSigned;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SignRequestFinished;

/// What other services said about requests, written. Every method runs in its caller's transaction and changes
/// nothing when told the same, or something older, again.
@Repository
class InboxFacts {
    private final JdbcClient jdbc;

    InboxFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param json the payload as it came
    /// @return false if the request is known already
    boolean asked(ApprovalRequested asked, String json, long version) {
        return jdbc.sql("""
                        INSERT INTO inbox_request (request_id, tenant, signer, requester, reason, documents, first_name,
                                                   asked_at, approve_until, asked, session_version)
                        VALUES (:id, :tenant, :signer, :requester, :reason, :documents, :first, :askedAt, :until, :asked,
                                :version)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("id", asked.requestId())
                        .param("tenant", asked.tenant())
                        .param("signer", asked.signer())
                        .param("requester", asked.requester())
                        .param("reason", asked.reason())
                        .param("documents", asked.documents().size())
                        .param("first", asked.documents().getFirst().name())
                        .param("askedAt", asked.askedAt().atOffset(ZoneOffset.UTC))
                        .param("until", asked.approveUntil().atOffset(ZoneOffset.UTC))
                        .param("asked", json)
                        .param("version", version)
                        .update()
                == 1;
    }

    /// A known request, locked for the rest of the transaction.
    Optional<Known> lock(String requestId) {
        return jdbc.sql("""
                        SELECT r.tenant, r.signer, r.requester, r.asked_at, r.approve_until, r.session_version,
                               d.kind AS decision
                        FROM inbox_request r LEFT JOIN inbox_decision d ON d.request_id = r.request_id
                        WHERE r.request_id = ? FOR UPDATE OF r
                        """)
                .param(requestId)
                .query((row, n) -> new Known(
                        requestId,
                        row.getString("tenant"),
                        row.getString("signer"),
                        row.getString("requester"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        row.getObject("approve_until", OffsetDateTime.class).toInstant(),
                        row.getLong("session_version"),
                        row.getString("decision")))
                .optional();
    }

    /// @return false if the session's version is not newer than what is known
    boolean reminded(String requestId, long version) {
        return jdbc.sql("UPDATE inbox_request SET session_version = :version"
                                + " WHERE request_id = :id AND session_version < :version")
                        .param("version", version)
                        .param("id", requestId)
                        .update()
                == 1;
    }

    /// The request is open as before.
    ///
    /// @return false if the session's version is not newer than what is known
    boolean answerRefused(String requestId, long version, String reason) {
        return jdbc.sql("UPDATE inbox_request SET session_version = :version, answered_at = NULL,"
                                + " answer_refused = :reason WHERE request_id = :id AND session_version < :version")
                        .param("version", version)
                        .param("reason", reason)
                        .param("id", requestId)
                        .update()
                == 1;
    }

    /// Records a decision of the signing-service, which may come before the request itself.
    ///
    /// @param reason null for an approval
    /// @return false if a newer one is known
    boolean decided(String requestId, long version, Kind kind, @Nullable String reason, Instant at) {
        return jdbc.sql("""
                        INSERT INTO inbox_decision (request_id, version, kind, reason, decided_at)
                        VALUES (:id, :version, :kind, :reason, :at)
                        ON CONFLICT (request_id) DO UPDATE
                        SET version = excluded.version, kind = excluded.kind, reason = excluded.reason,
                            decided_at = excluded.decided_at
                        WHERE inbox_decision.version < excluded.version
                        """)
                        .param("id", requestId)
                        .param("version", version)
                        .param("kind", kind.name().toLowerCase(Locale.ROOT))
                        .param("reason", reason)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    Optional<String> decision(String requestId) {
        return jdbc.sql("SELECT kind FROM inbox_decision WHERE request_id = ?")
                .param(requestId)
                .query(String.class)
                .optional();
    }

    void signed(DocumentSigned signed) {
        jdbc.sql("""
                        INSERT INTO inbox_document (request_id, document_id, revision, sha256, level, signed_at)
                        VALUES (:request, :document, :revision, :sha256, :level, :at)
                        ON CONFLICT (request_id, document_id) DO UPDATE
                        SET revision = excluded.revision, sha256 = excluded.sha256, level = excluded.level,
                            signed_at = excluded.signed_at
                        WHERE inbox_document.revision < excluded.revision
                        """)
                .param("request", signed.requestId())
                .param("document", signed.documentId())
                .param("revision", signed.revision())
                .param("sha256", signed.sha256())
                .param("level", signed.level())
                .param("at", signed.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// @return false if it was known
    boolean finished(SignRequestFinished finished) {
        return jdbc.sql("""
                        INSERT INTO inbox_outcome (request_id, outcome, signed, not_signed, finished_at)
                        VALUES (:id, :outcome, :signed, :notSigned, :at)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("id", finished.requestId())
                        .param(
                                "outcome",
                                finished.outcome()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'))
                        .param("signed", finished.signed())
                        .param("notSigned", finished.notSigned())
                        .param("at", finished.at().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    enum Kind {
        APPROVED,
        CLOSED
    }

    /// @param decision null while the signing-service has decided nothing
    record Known(
            String requestId,
            String tenant,
            String signer,
            String requester,
            Instant askedAt,
            Instant approveUntil,
            long sessionVersion,
            @Nullable String decision) {}
}
