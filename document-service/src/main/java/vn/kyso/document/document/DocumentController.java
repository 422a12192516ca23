package vn.kyso.document.document;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.blob.BlobKey;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;
import vn.kyso.frame.RequesterApi;
import vn.kyso.pades.PageIndex;

/// A tenant's documents over HTTP. What is another tenant's reads as if it were not there.
@RestController
@RequestMapping("/v1/documents")
@RequesterApi(scope = "documents:write")
class DocumentController {
    private final UploadDocument upload;
    private final Documents documents;
    private final Outlines outlines;
    private final Segments segments;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    DocumentController(
            UploadDocument upload,
            Documents documents,
            Outlines outlines,
            Segments segments,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.upload = upload;
        this.documents = documents;
        this.outlines = outlines;
        this.segments = segments;
        this.audit = audit;
        this.transaction = transaction;
    }

    @PostMapping(consumes = MediaType.APPLICATION_PDF_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))),
            responses =
                    @ApiResponse(
                            responseCode = "201",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = DocumentView.class))))
    ResponseEntity<DocumentView> upload(
            Requester requester,
            @RequestHeader(name = HttpHeaders.CONTENT_DISPOSITION, required = false) @Nullable String disposition,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            HttpServletRequest request)
            throws IOException {
        return upload.upload(
                requester,
                FileName.from(disposition),
                request.getInputStream(),
                request.getContentLengthLong(),
                idempotencyKey);
    }

    /// A page of the list.
    record Page(
            List<DocumentView.Listed> documents, @Nullable String next) {}

    @GetMapping
    Page list(
            Requester requester,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String name) {
        int size = Cursor.limit(limit);
        List<Document> found = documents.list(requester.tenant(), name, Cursor.parse(after), size + 1);
        List<Document> shown = found.subList(0, Math.min(size, found.size()));
        String next = found.size() > size
                ? new Cursor(shown.getLast().createdAt(), shown.getLast().id().value()).toString()
                : null;
        return new Page(shown.stream().map(DocumentView.Listed::of).toList(), next);
    }

    @GetMapping("/{id}")
    ResponseEntity<DocumentView> read(Requester requester, @PathVariable String id) {
        Document document = find(requester, id);
        return ResponseEntity.ok(DocumentView.of(document, outlines.of(document.current())));
    }

    /// Answers HEAD as well.
    @GetMapping("/{id}/content")
    @Operation(
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "All bytes",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_PDF_VALUE,
                                        schema = @Schema(type = "string", format = "binary"))),
                @ApiResponse(
                        responseCode = "206",
                        description = "The range asked for",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_PDF_VALUE,
                                        schema = @Schema(type = "string", format = "binary")))
            })
    void content(
            Requester requester,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer revision,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Document document = find(requester, id);
        Revision asked = revision(document, revision);
        try (RevisionContent content = documents.content(document.id(), asked.number())) {
            ContentAnswer.write(request, response, content, asked.sha256().value(), document.name());
        }
    }

    /// The engine's [PageIndex] of a revision, for a viewer that reads the content in ranges.
    @GetMapping(path = "/{id}/page-index", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> pageIndex(
            Requester requester, @PathVariable String id, @RequestParam(required = false) @Nullable Integer revision) {
        Revision asked = revision(find(requester, id), revision);
        return ResponseEntity.ok(PageIndex.of(outlines.of(asked)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(Requester requester, @PathVariable String id) {
        DocumentId document = DocumentId.parse(id).orElseThrow(DocumentController::notFound);
        List<BlobKey> blobs = java.util.Objects.requireNonNull(transaction.execute(tx -> {
            List<BlobKey> removed = remove(requester, document);
            audit.record("document-deleted", id, "requester:" + requester.subject(), requester.tenant(), Map.of());
            return removed;
        }));
        blobs.forEach(segments::discard);
        return ResponseEntity.noContent().build();
    }

    private List<BlobKey> remove(Requester requester, DocumentId document) {
        try {
            return documents.delete(requester.tenant(), document).orElseThrow(DocumentController::notFound);
        } catch (InOpenRequestException e) {
            throw new ProblemException(
                    ProblemType.DOCUMENT_IN_OPEN_REQUEST, "Cancel the open sign request, or wait for its end", e);
        }
    }

    /// @param number the current one if null
    private Revision revision(Document document, @Nullable Integer number) {
        Revision asked = number == null
                ? document.current()
                : documents.revision(document.id(), number).orElseThrow(DocumentController::notFound);
        if (asked.quarantined()) {
            throw new ProblemException(
                    ProblemType.DOCUMENT_QUARANTINED, "The stored bytes are damaged and are not handed out");
        }
        return asked;
    }

    private Document find(Requester requester, String id) {
        return DocumentId.parse(id)
                .flatMap(document -> documents.find(requester.tenant(), document))
                .orElseThrow(DocumentController::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such document");
    }
}
