package vn.kyso.document.document;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;

/// One state of a document's bytes. Number 1 is the upload, every further one a signature.
///
/// @param whyNot why it takes no signature; null if it takes one
/// @param quarantined its stored bytes were found to differ from its digest: they are not handed out
public record Revision(
        DocumentId document,
        int number,
        long size,
        Sha256 sha256,
        @Nullable ProblemType whyNot,
        boolean quarantined) {
    /// Why nothing can be signed on it, if so.
    public Optional<ProblemType> refusal() {
        return quarantined ? Optional.of(ProblemType.DOCUMENT_QUARANTINED) : Optional.ofNullable(whyNot);
    }
}
