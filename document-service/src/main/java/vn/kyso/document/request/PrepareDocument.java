package vn.kyso.document.request;

import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.certificate.KnownCertificate;
import vn.kyso.document.document.Document;
import vn.kyso.document.document.DocumentId;
import vn.kyso.document.document.Outlines;
import vn.kyso.document.document.Problems;
import vn.kyso.document.document.RowSeal;
import vn.kyso.frame.ProblemException;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.Placement;
import vn.kyso.pades.Preparation;
import vn.kyso.pades.PrepareResult;
import vn.kyso.pades.PreparedSignature;
import vn.kyso.pades.Refusal;
import vn.kyso.pades.SignatureSpec;
import vn.kyso.pades.Stamp;
import vn.kyso.pades.stamp.StampPicture;

/// Writes the increment that waits for the signer, from the document's outline alone (step 3 of the signing cycle).
@Component
public class PrepareDocument {
    private static final String PURPOSE = "document/prepared v1";

    private final Outlines outlines;
    private final RowSeal seal;

    PrepareDocument(Outlines outlines, RowSeal seal) {
        this.outlines = outlines;
        this.seal = seal;
    }

    /// What is the same for all documents of a request.
    ///
    /// @param at the claimed signing time
    /// @param picture of the stamp
    record Wanted(
            UUID request,
            Ask ask,
            KnownCertificate certificate,
            ZonedDateTime at,
            @Nullable StampPicture picture,
            int contentsReservedBytes) {
        private @Nullable Stamp stamp() {
            Ask.Shown shown = ask.stamp();
            if (shown.isEmpty()) {
                return null;
            }
            return new Stamp(
                    shown.name() ? certificate.holder() : null,
                    shown.time() ? at : null,
                    shown.reason() ? ask.reason() : null,
                    shown.location() ? ask.location() : null,
                    shown.serial() ? certificate.serial() : null,
                    Stamp.Labels.VIETNAMESE,
                    picture);
        }
    }

    /// Outside any transaction.
    PreparedDocument prepare(Document document, Placement placement, Wanted wanted) {
        document.current().refusal().ifPresent(reason -> {
            throw refusal(document, reason, reason.title());
        });
        PdfOutline outline = outlines.of(document.current());
        SignatureSpec spec = new SignatureSpec(
                placement,
                placement instanceof Placement.Invisible ? null : wanted.stamp(),
                wanted.at(),
                wanted.certificate().holder(),
                wanted.ask().reason(),
                wanted.ask().location(),
                null,
                null,
                wanted.contentsReservedBytes());
        return switch (Preparation.prepare(outline, spec)) {
            case PrepareResult.Refused(Refusal refused) ->
                throw refusal(document, Problems.of(refused.reason()), refused.detail());
            case PrepareResult.Prepared(PreparedSignature signature) ->
                new PreparedDocument(
                        document,
                        signature,
                        seal.seal(PURPOSE, row(wanted.request(), document.id()), signature.toBytes()));
        };
    }

    /// What was prepared, from its row; empty if the row is not what was written.
    public Optional<PreparedSignature> open(UUID request, DocumentId document, byte[] sealed) {
        return seal.open(PURPOSE, row(request, document), sealed).map(PreparedSignature::fromBytes);
    }

    private static String row(UUID request, DocumentId document) {
        return request + "/" + document;
    }

    private static ProblemException refusal(Document document, ProblemType type, String detail) {
        return new ProblemException(type, detail)
                .with("documentId", document.id().toString())
                .with("documentName", document.name());
    }
}
