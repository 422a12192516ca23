package vn.kyso.document.request;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.ContentAnswer;
import vn.kyso.document.document.DocumentId;
import vn.kyso.document.document.Documents;
import vn.kyso.document.document.Revision;
import vn.kyso.document.document.RevisionContent;
import vn.kyso.frame.Device;
import vn.kyso.frame.DeviceApi;
import vn.kyso.frame.LogContext;
import vn.kyso.frame.ProblemException;
import vn.kyso.pades.PreparedSignature;

/// The bytes that a signer is asked to sign, for the signer's own devices, while the request is open (step 6 of the
/// signing cycle): the base revision and after it the prepared increment, with zeros where the signature will be.
@RestController
class PreparedController {
    private final SignRequests requests;
    private final PrepareDocument prepare;
    private final Documents documents;

    PreparedController(SignRequests requests, PrepareDocument prepare, Documents documents) {
        this.requests = requests;
        this.prepare = prepare;
        this.documents = documents;
    }

    /// Answers HEAD as well.
    @GetMapping("/v1/prepared/{requestId}/{documentId}")
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
    @DeviceApi(audience = "prepared")
    void prepared(
            Device device,
            @PathVariable String requestId,
            @PathVariable String documentId,
            HttpServletRequest call,
            HttpServletResponse response)
            throws IOException {
        Found found = find(device, requestId, documentId).orElseThrow(PreparedController::notFound);
        RequestDocument document = found.document();
        Revision base = documents
                .revision(document.document(), document.baseRevision())
                .orElseThrow(PreparedController::notFound);
        if (base.quarantined()) {
            throw new ProblemException(
                    ProblemType.DOCUMENT_QUARANTINED, "The stored bytes are damaged and are not handed out");
        }
        try (RevisionContent content = documents.content(
                document.document(), base.number(), found.signature().increment())) {
            ContentAnswer.write(call, response, content, document.digest().value(), document.name());
        }
    }

    private record Found(RequestDocument document, PreparedSignature signature) {}

    private Optional<Found> find(Device device, String requestId, String documentId) {
        Optional<SignRequest> request = DocumentId.parse(requestId)
                .flatMap(id -> requests.find(id.value()))
                .filter(r -> r.signer().equals(device.signer().value()))
                .filter(r -> r.state() != SignRequestState.FINISHED);
        Optional<DocumentId> document = DocumentId.parse(documentId);
        request.ifPresent(r -> LogContext.signRequest(r.tenant(), r.id().toString()));
        if (request.isEmpty() || document.isEmpty()) {
            return Optional.empty();
        }
        return requests.document(request.get().id(), document.get())
                .flatMap(d -> requests.prepared(d.request(), d.document())
                        .flatMap(kept -> prepare.open(d.request(), d.document(), kept))
                        .map(signature -> new Found(d, signature)));
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such document to be signed");
    }
}
