package vn.kyso.document.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import vn.kyso.document.document.Cursor;
import vn.kyso.document.document.DocumentId;
import vn.kyso.document.document.Sha256;

/// All sign requests of all tenants, as rows.
@Repository
public class SignRequests {
    private static final String DOCUMENT_COLUMNS = """
            select request, document, position, name, base_revision, digest, state, reason, detail, revision, sha256,
                   size_bytes from request_document
            """;

    private static final String MATCHING = """
             and (user_id ilike :search or certificate_holder ilike :search or exists (
               select 1 from request_document d where d.request = r.id and d.name ilike :search))
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    SignRequests(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Optional<SignRequest> find(String tenant, UUID id) {
        return find(id).filter(request -> request.tenant().equals(tenant));
    }

    public Optional<SignRequest> find(UUID id) {
        return jdbc.sql("select * from sign_request where id = :id")
                .param("id", id)
                .query(SignRequests::request)
                .optional();
    }

    /// The request with its row locked until the transaction ends: everything that changes a request begins here.
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<SignRequest> lock(UUID id) {
        return jdbc.sql("select * from sign_request where id = :id for update")
                .param("id", id)
                .query(SignRequests::request)
                .optional();
    }

    /// The tenant's requests, newest first.
    /// @param search what stands in a document's name, the certificate's holder or the userID
    List<SignRequest> list(
            String tenant, @Nullable SignRequestState state, @Nullable String search, Cursor after, int limit) {
        return jdbc.sql("select * from sign_request r where tenant = :tenant and (created_at, id) < (:createdAt, :id)"
                        + (state == null ? "" : " and state = :state")
                        + (search == null ? "" : MATCHING)
                        + " order by created_at desc, id desc limit :limit")
                .param("tenant", tenant)
                .param("createdAt", after.createdAt().atOffset(ZoneOffset.UTC))
                .param("id", after.id())
                .param("state", state == null ? null : state.wire())
                .param("search", search == null ? null : "%" + search.replaceAll("([%_\\\\])", "\\\\$1") + "%")
                .param("limit", limit)
                .query(SignRequests::request)
                .list();
    }

    List<RequestDocument> documents(UUID request) {
        return jdbc.sql(DOCUMENT_COLUMNS + "where request = :request order by position")
                .param("request", request)
                .query(SignRequests::document)
                .list();
    }

    Optional<RequestDocument> document(UUID request, DocumentId document) {
        return jdbc.sql(DOCUMENT_COLUMNS + "where request = :request and document = :document")
                .param("request", request)
                .param("document", document.value())
                .query(SignRequests::document)
                .optional();
    }

    /// The prepared increment as sealed; empty once the document's end is known.
    Optional<byte[]> prepared(UUID request, DocumentId document) {
        return jdbc.sql("""
                        select prepared from request_document
                        where request = :request and document = :document and prepared is not null
                        """)
                .param("request", request)
                .param("document", document.value())
                .query(byte[].class)
                .optional();
    }

    /// What is to be put together; empty if the document's end is known already.
    public Optional<RequestDocument.Unsealed> unsealed(UUID request, DocumentId document) {
        return jdbc.sql("""
                        select * from request_document
                        where request = :request and document = :document and state = 'prepared'
                          and prepared is not null and cms is not null
                        """)
                .param("request", request)
                .param("document", document.value())
                .query((row, n) ->
                        new RequestDocument.Unsealed(document(row, n), row.getBytes("prepared"), row.getBytes("cms")))
                .optional();
    }

    SignRequestView.Listed listed(SignRequest request) {
        record Documents(int documents, String first) {}
        Documents documents = jdbc.sql("""
                        select count(*)::int as documents, min(name) filter (where position = 0) as first
                        from request_document where request = :request
                        """)
                .param("request", request.id())
                .query(Documents.class)
                .single();
        return SignRequestView.Listed.of(request, documents.documents(), documents.first());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void insert(SignRequest r, String askedBy, List<PreparedDocument> documents) {
        jdbc.sql("""
                        insert into sign_request (id, tenant, requester, asked_by, user_id, signer, certificate_digest,
                            certificate_serial, certificate_holder, certificate_issuer, level, reason, location,
                            match_code, state, created_at, expires_at, version, open_documents)
                        values (:id, :tenant, :requester, :askedBy, :userId, :signer, :certificateDigest,
                            :serial, :holder, :issuer, :level, :reason, :location,
                            :matchCode, :state, :createdAt, :expiresAt, :version, :open)
                        """)
                .param("id", r.id())
                .param("tenant", r.tenant())
                .param("requester", r.requester())
                .param("askedBy", askedBy)
                .param("userId", r.userId())
                .param("signer", r.signer())
                .param("certificateDigest", r.certificateDigest())
                .param("serial", r.certificateSerial())
                .param("holder", r.certificateHolder())
                .param("issuer", r.certificateIssuer())
                .param("level", r.level().wire())
                .param("reason", r.reason())
                .param("location", r.location())
                .param("matchCode", r.matchCode())
                .param("state", r.state().wire())
                .param("createdAt", r.createdAt().atOffset(ZoneOffset.UTC))
                .param("expiresAt", r.expiresAt().atOffset(ZoneOffset.UTC))
                .param("version", r.version())
                .param("open", r.openDocuments())
                .update();
        insert(r.id(), documents);
    }

    private void insert(UUID request, List<PreparedDocument> documents) {
        List<Object[]> rows = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            PreparedDocument prepared = documents.get(i);
            rows.add(new Object[] {
                request,
                prepared.document().id().value(),
                i,
                prepared.document().name(),
                prepared.document().current().number(),
                prepared.sealed(),
                prepared.signature().digest()
            });
        }
        batches.batchUpdate("""
                insert into request_document (request, document, position, name, base_revision, prepared, digest, state)
                values (?, ?, ?, ?, ?, ?, ?, 'prepared')
                """, rows);
    }

    private static SignRequest request(ResultSet row, int n) throws SQLException {
        return new SignRequest(
                row.getObject("id", UUID.class),
                row.getString("tenant"),
                row.getString("requester"),
                row.getString("user_id"),
                row.getString("signer"),
                row.getString("certificate_digest"),
                row.getString("certificate_serial"),
                row.getString("certificate_holder"),
                row.getString("certificate_issuer"),
                PadesLevel.of(row.getString("level")).orElseThrow(),
                row.getString("reason"),
                row.getString("location"),
                row.getString("match_code"),
                SignRequestState.of(row.getString("state")).orElseThrow(),
                row.getString("outcome"),
                row.getString("outcome_reason"),
                row.getString("outcome_detail"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"),
                row.getLong("session_version"),
                row.getInt("open_documents"));
    }

    private static RequestDocument document(ResultSet row, int n) throws SQLException {
        byte[] sha256 = row.getBytes("sha256");
        return new RequestDocument(
                row.getObject("request", UUID.class),
                new DocumentId(row.getObject("document", UUID.class)),
                row.getInt("position"),
                row.getString("name"),
                row.getInt("base_revision"),
                Sha256.of(row.getBytes("digest")),
                row.getString("state"),
                row.getString("reason"),
                row.getString("detail"),
                row.getObject("revision", Integer.class),
                sha256 == null ? null : Sha256.of(sha256),
                row.getObject("size_bytes", Long.class));
    }
}
