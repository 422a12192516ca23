package vn.kyso.signing.signature;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.signing.row.Times;

/// The result of each document's signature: exactly one, whoever commits it first.
@Component
class Signatures {
    private final JdbcClient jdbc;

    Signatures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean decided(String requestId, String documentId) {
        return jdbc.sql("SELECT count(*) FROM signature WHERE request_id = ? AND document_id = ?")
                        .params(requestId, documentId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// @return false if there is a result already; then this one does not count
    boolean created(String requestId, String documentId, byte[] cmsSha256, Instant at) {
        return add(requestId, documentId, "created", null, cmsSha256, at);
    }

    /// @return false if there is a result already; then this one does not count
    boolean failed(String requestId, String documentId, ProblemType reason, Instant at) {
        return add(requestId, documentId, "failed", reason.code(), null, at);
    }

    /// Why it has not succeeded so far, for the time when no time is left.
    void trouble(String requestId, String documentId, ProblemType reason, Instant at) {
        jdbc.sql("""
                INSERT INTO signature_trouble (request_id, document_id, reason, at) VALUES (?, ?, ?, ?)
                ON CONFLICT (request_id, document_id) DO UPDATE SET reason = excluded.reason, at = excluded.at
                """)
                .params(requestId, documentId, reason.code(), Times.sql(at))
                .update();
    }

    Optional<ProblemType> lastTrouble(String requestId, String documentId) {
        return jdbc.sql("SELECT reason FROM signature_trouble WHERE request_id = ? AND document_id = ?")
                .params(requestId, documentId)
                .query(String.class)
                .optional()
                .map(ProblemType::of);
    }

    private boolean add(
            String requestId,
            String documentId,
            String outcome,
            @Nullable String reason,
            byte @Nullable [] cmsSha256,
            Instant at) {
        return jdbc.sql("""
                        INSERT INTO signature (request_id, document_id, outcome, reason, cms_sha256, at)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (request_id, document_id) DO NOTHING
                        """)
                        .params(Arrays.asList(requestId, documentId, outcome, reason, cmsSha256, Times.sql(at)))
                        .update()
                == 1;
    }
}
