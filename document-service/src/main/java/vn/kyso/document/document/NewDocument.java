package vn.kyso.document.document;

import java.time.Instant;

/// An upload that was taken.
record NewDocument(
        DocumentId id,
        String tenant,
        String name,
        String createdBy,
        Instant createdAt,
        boolean repaired,
        NewRevision revision) {}
