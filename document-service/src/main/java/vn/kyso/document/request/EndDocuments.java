package vn.kyso.document.request;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import vn.kyso.contracts.event.DocumentSigned;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.DocumentId;
import vn.kyso.document.document.Documents;
import vn.kyso.document.document.NewRevision;
import vn.kyso.document.progress.Timeline;
import vn.kyso.document.progress.TimelineEntry;
import vn.kyso.messaging.Outbox;

/// Ends documents of a request, and the request with its last one: step 11 of the signing cycle. Each ends once,
/// whoever comes second changes nothing. All of it in the caller's transaction, under the request's row lock.
@Component
public class EndDocuments {
    private final JdbcClient jdbc;
    private final SignRequests requests;
    private final Documents documents;
    private final Timeline timeline;
    private final Outbox outbox;

    EndDocuments(JdbcClient jdbc, SignRequests requests, Documents documents, Timeline timeline, Outbox outbox) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.documents = documents;
        this.timeline = timeline;
        this.outbox = outbox;
    }

    /// A signed revision is stored.
    ///
    /// @return false if the document's end was known already; roll back then
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean signed(UUID request, DocumentId document, int revision, NewRevision stored, Instant at) {
        SignRequest locked = requests.lock(request).orElseThrow();
        int ended = jdbc.sql("""
                        update request_document set state = 'signed', revision = :revision, sha256 = :sha256,
                            size_bytes = :size, prepared = null, cms = null
                        where request = :request and document = :document and state = 'prepared'
                        """)
                .param("revision", revision)
                .param("sha256", stored.sha256().bytes())
                .param("size", stored.size())
                .param("request", request)
                .param("document", document.value())
                .update();
        if (ended == 0) {
            return false;
        }
        timeline.add(
                request,
                "document-signed",
                at,
                Map.of(
                        "documentId", document.toString(),
                        "revision", revision,
                        "sha256", stored.sha256().value()));
        outbox.append(EventTypes.envelope(
                new DocumentSigned(
                        request.toString(),
                        document.toString(),
                        revision,
                        stored.sha256().value(),
                        stored.size(),
                        locked.level().wire(),
                        locked.certificateDigest(),
                        at),
                document.toString(),
                locked.tenant(),
                revision,
                at));
        ended(locked, document, at);
        return true;
    }

    /// The document will not be signed in this request.
    ///
    /// @return false if its end was known already
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean failed(UUID request, DocumentId document, ProblemType reason, @Nullable String detail, Instant at) {
        SignRequest locked = requests.lock(request).orElseThrow();
        int ended = jdbc.sql("""
                        update request_document set state = 'not-signed', reason = :reason, detail = :detail,
                            prepared = null, cms = null
                        where request = :request and document = :document and state = 'prepared'
                        """)
                .param("reason", reason.code())
                .param("detail", detail)
                .param("request", request)
                .param("document", document.value())
                .update();
        if (ended == 0) {
            return false;
        }
        timeline.add(
                request, "document-failed", at, Map.of("documentId", document.toString(), "reason", reason.code()));
        ended(locked, document, at);
        return true;
    }

    /// No signature will come for the documents that have none: signing-service said so, or was not heard of again.
    /// Documents whose signature has come are still put together.
    @Transactional(propagation = Propagation.MANDATORY)
    void closed(
            SignRequest locked,
            SignRequestFinished.Outcome outcome,
            ProblemType reason,
            @Nullable String detail,
            Instant at) {
        var ended = jdbc.sql("""
                        update request_document set state = 'not-signed', reason = :reason, prepared = null
                        where request = :request and state = 'prepared' and cms is null returning document
                        """)
                .param("reason", reason.code())
                .param("request", locked.id())
                .query(UUID.class)
                .list();
        ended.forEach(document -> documents.release(new DocumentId(document), locked.id()));
        int open = locked.openDocuments() - ended.size();
        jdbc.sql("""
                        update sign_request set open_documents = :open, outcome_reason = :reason, outcome_detail = :detail
                        where id = :id
                        """)
                .param("open", open)
                .param("reason", reason.code())
                .param("detail", detail)
                .param("id", locked.id())
                .update();
        if (open == 0) {
            finish(locked, Optional.of(outcome), at);
        }
    }

    private void ended(SignRequest locked, DocumentId document, Instant at) {
        documents.release(document, locked.id());
        int open = jdbc.sql(
                        "update sign_request set open_documents = open_documents - 1 where id = :id returning open_documents")
                .param("id", locked.id())
                .query(Integer.class)
                .single();
        if (open == 0) {
            finish(locked, Optional.empty(), at);
        }
    }

    /// @param closedAs how the session closed, if it did
    private void finish(SignRequest locked, Optional<SignRequestFinished.Outcome> closedAs, Instant at) {
        record Count(@Nullable String reason, int documents) {}
        Map<String, Integer> reasons = new LinkedHashMap<>();
        int signed = 0;
        for (Count count :
                jdbc.sql("""
                        select reason, count(*)::int as documents from request_document where request = :request
                        group by reason order by count(*) desc, reason
                        """).param("request", locked.id()).query(Count.class).list()) {
            if (count.reason() == null) {
                signed = count.documents();
            } else {
                reasons.put(count.reason(), count.documents());
            }
        }
        int notSigned = reasons.values().stream().mapToInt(Integer::intValue).sum();
        SignRequestFinished.Outcome outcome = signed == 0
                ? closedAs.orElse(SignRequestFinished.Outcome.FAILED)
                : notSigned == 0 ? SignRequestFinished.Outcome.SIGNED : SignRequestFinished.Outcome.PARTLY_SIGNED;
        String reason = reasons.keySet().stream().findFirst().orElse(null);
        long version = jdbc.sql("""
                        update sign_request set state = 'finished', outcome = :outcome,
                            outcome_reason = :reason, version = version + 1
                        where id = :id returning version
                        """)
                .param("outcome", SignRequestView.wire(outcome))
                .param("reason", reason)
                .param("id", locked.id())
                .query(Long.class)
                .single();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("outcome", SignRequestView.wire(outcome));
        detail.put("signed", signed);
        detail.put("notSigned", notSigned);
        if (!reasons.isEmpty()) {
            detail.put("reasons", reasons);
        }
        timeline.add(locked.id(), TimelineEntry.FINISHED, at, detail);
        outbox.append(EventTypes.envelope(
                new SignRequestFinished(locked.id().toString(), outcome, signed, notSigned, reasons, at),
                locked.id().toString(),
                locked.tenant(),
                version,
                at));
    }
}
