package vn.kyso.document.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.blob.BlobKey;
import vn.kyso.document.blob.BlobStore;

/// All documents of all tenants, their revisions, and who may write to them.
@Repository
public class Documents {
    private static final String COLUMNS = """
            select d.id, d.tenant, d.name, d.created_at, d.repaired,
                   r.number, r.size_bytes, r.sha256, r.why_not, r.quarantined_at,
                   exists (select from document_writer w where w.document = d.id) as in_open_request
            from document d join revision r on r.document = d.id and r.number = d.revision
            """;

    private final JdbcClient jdbc;
    private final BlobStore blobs;
    private final InstantSource clock;

    Documents(JdbcClient jdbc, BlobStore blobs, InstantSource clock) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.clock = clock;
    }

    public Optional<Document> find(String tenant, DocumentId id) {
        return jdbc.sql(COLUMNS + "where d.tenant = :tenant and d.id = :id")
                .param("tenant", tenant)
                .param("id", id.value())
                .query(Documents::document)
                .optional();
    }

    /// Those of these documents that the tenant has.
    public Map<DocumentId, Document> findAll(String tenant, Collection<DocumentId> ids) {
        return jdbc
                .sql(COLUMNS + "where d.tenant = :tenant and d.id = any(:ids)")
                .param("tenant", tenant)
                .param("ids", ids.stream().map(DocumentId::value).toArray(UUID[]::new))
                .query(Documents::document)
                .list()
                .stream()
                .collect(Collectors.toMap(Document::id, document -> document));
    }

    /// The tenant's documents, newest first.
    ///
    /// @param name part of the name, whatever its case; null for all
    List<Document> list(String tenant, @Nullable String name, Cursor after, int limit) {
        String like = name == null ? "%" : "%" + name.replaceAll("([%_\\\\])", "\\\\$1") + "%";
        return jdbc.sql(COLUMNS + """
                        where d.tenant = :tenant and d.name ilike :name
                          and (d.created_at, d.id) < (:createdAt, :id)
                        order by d.created_at desc, d.id desc limit :limit
                        """)
                .param("tenant", tenant)
                .param("name", like)
                .param("createdAt", time(after.createdAt()))
                .param("id", after.id())
                .param("limit", limit)
                .query(Documents::document)
                .list();
    }

    public Optional<Revision> revision(DocumentId id, int number) {
        return jdbc.sql("""
                        select document, number, size_bytes, sha256, why_not, quarantined_at
                        from revision where document = :id and number = :number
                        """)
                .param("id", id.value())
                .param("number", number)
                .query((row, n) -> revision(row, id))
                .optional();
    }

    /// A revision's bytes.
    public RevisionContent content(DocumentId id, int revision) {
        return content(id, revision, new byte[0]);
    }

    /// A revision's bytes with these after them: what a signer is shown.
    public RevisionContent content(DocumentId id, int revision, byte[] tail) {
        List<Segment> segments = jdbc.sql("""
                        select blob, length_bytes from segment
                        where document = :id and revision <= :revision order by position
                        """)
                .param("id", id.value())
                .param("revision", revision)
                .query((row, n) -> new Segment(new BlobKey(row.getString("blob")), row.getLong("length_bytes")))
                .list();
        return new RevisionContent(blobs, segments, tail);
    }

    /// Makes the request the one writer of all these documents, or of none.
    ///
    /// @return those that are another request's, or gone; empty if all are this one's now
    @Transactional(propagation = Propagation.MANDATORY)
    public List<DocumentId> claim(String tenant, Collection<DocumentId> documents, UUID request) {
        UUID[] ids = documents.stream().map(DocumentId::value).sorted().toArray(UUID[]::new);
        List<UUID> claimed = jdbc.sql("""
                        insert into document_writer (document, request)
                        select id, :request from document where tenant = :tenant and id = any(:ids) order by id
                        on conflict do nothing returning document
                        """)
                .param("request", request)
                .param("tenant", tenant)
                .param("ids", ids)
                .query(UUID.class)
                .list();
        return documents.stream().filter(d -> !claimed.contains(d.value())).toList();
    }

    /// Ends the request's hold on one document.
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(DocumentId document, UUID request) {
        jdbc.sql("delete from document_writer where document = :document and request = :request")
                .param("document", document.value())
                .param("request", request)
                .update();
    }

    /// Ends the request's hold on all that it still holds.
    @Transactional(propagation = Propagation.MANDATORY)
    public void releaseAll(UUID request) {
        jdbc.sql("delete from document_writer where request = :request")
                .param("request", request)
                .update();
    }

    /// Makes a new document of a stored blob.
    @Transactional(propagation = Propagation.MANDATORY)
    void add(NewDocument document, StoredBlob blob) {
        jdbc.sql("""
                        insert into document (id, tenant, name, created_by, created_at, repaired, revision)
                        values (:id, :tenant, :name, :by, :at, :repaired, 1)
                        """)
                .param("id", document.id().value())
                .param("tenant", document.tenant())
                .param("name", document.name())
                .param("by", document.createdBy())
                .param("at", time(document.createdAt()))
                .param("repaired", document.repaired())
                .update();
        insertRevision(document.id(), 1, document.revision(), document.createdAt());
        insertSegment(document.id(), 1, blob);
    }

    /// Makes the blob's bytes, after those of the base, the next revision, if the base still is the newest one and the
    /// request the document's writer (compare-and-set).
    ///
    /// @return the new revision's number; empty if the document is another one meanwhile
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Integer> append(DocumentId id, int base, UUID request, NewRevision revision, StoredBlob blob) {
        int number = base + 1;
        int updated = jdbc.sql("""
                        update document set revision = :number where id = :id and revision = :base
                          and exists (select from document_writer where document = :id and request = :request)
                        """)
                .param("number", number)
                .param("id", id.value())
                .param("base", base)
                .param("request", request)
                .update();
        if (updated == 0) {
            return Optional.empty();
        }
        insertRevision(id, number, revision, clock.instant());
        insertSegment(id, number, blob);
        return Optional.of(number);
    }

    /// Removes the tenant's document.
    ///
    /// @return its blobs, which are to be removed after the commit; empty if there is no such document
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<List<BlobKey>> delete(String tenant, DocumentId id) throws InOpenRequestException {
        Optional<UUID> locked = jdbc.sql("select id from document where tenant = :tenant and id = :id for update")
                .param("tenant", tenant)
                .param("id", id.value())
                .query(UUID.class)
                .optional();
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        boolean open = jdbc.sql("select exists (select from document_writer where document = :id)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
        if (open) {
            throw new InOpenRequestException(id);
        }
        List<BlobKey> keys = jdbc.sql("select blob from segment where document = :id")
                .param("id", id.value())
                .query((row, n) -> new BlobKey(row.getString("blob")))
                .list();
        jdbc.sql("delete from document where id = :id").param("id", id.value()).update();
        return Optional.of(keys);
    }

    private void insertRevision(DocumentId id, int number, NewRevision revision, Instant at) {
        jdbc.sql("""
                        insert into revision (document, number, size_bytes, sha256, outline, why_not, created_at)
                        values (:document, :number, :size, :sha256, :outline, :whyNot, :at)
                        """)
                .param("document", id.value())
                .param("number", number)
                .param("size", revision.size())
                .param("sha256", revision.sha256().bytes())
                .param("outline", revision.outline())
                .param(
                        "whyNot",
                        revision.whyNot() == null ? null : revision.whyNot().code())
                .param("at", time(at))
                .update();
    }

    private void insertSegment(DocumentId id, int revision, StoredBlob blob) {
        blob.requireCommitBefore(clock.instant());
        jdbc.sql("""
                        insert into segment (document, position, revision, blob, length_bytes)
                        values (:document, :position, :revision, :blob, :length)
                        """)
                .param("document", id.value())
                .param("position", revision)
                .param("revision", revision)
                .param("blob", blob.key().value())
                .param("length", blob.length())
                .update();
    }

    private static Document document(ResultSet row, int n) throws SQLException {
        DocumentId id = new DocumentId(row.getObject("id", UUID.class));
        return new Document(
                id,
                row.getString("tenant"),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("repaired"),
                revision(row, id),
                row.getBoolean("in_open_request"));
    }

    private static Revision revision(ResultSet row, DocumentId id) throws SQLException {
        String whyNot = row.getString("why_not");
        return new Revision(
                id,
                row.getInt("number"),
                row.getLong("size_bytes"),
                Sha256.of(row.getBytes("sha256")),
                whyNot == null ? null : ProblemType.of(whyNot),
                row.getObject("quarantined_at") != null);
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
