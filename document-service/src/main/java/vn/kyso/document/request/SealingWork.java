package vn.kyso.document.request;

import java.util.UUID;
import vn.kyso.document.document.DocumentId;

/// The name of a document's row of work: putting its signature in place.
///
/// @param request whose
public record SealingWork(UUID request, DocumentId document) {
    public static final String QUEUE = "seal";

    static String key(UUID request, DocumentId document) {
        return request + "/" + document;
    }

    /// From the key of a row.
    public static SealingWork of(String key) {
        int slash = key.indexOf('/');
        return new SealingWork(
                UUID.fromString(key.substring(0, slash)), new DocumentId(UUID.fromString(key.substring(slash + 1))));
    }
}
