package vn.kyso.document.document;

import java.time.Instant;

/// A document as its tenant sees it: its newest revision.
///
/// @param name as uploaded, cleaned of path and control characters
/// @param repaired the upload was damaged; what is stored and signed is the repaired file
/// @param inOpenRequest whether a request holds it; it can't be deleted or asked for again meanwhile
public record Document(
        DocumentId id,
        String tenant,
        String name,
        Instant createdAt,
        boolean repaired,
        Revision current,
        boolean inOpenRequest) {}
