package vn.kyso.document.document;

import java.time.Instant;
import vn.kyso.document.blob.BlobKey;

/// A blob that is on stable storage and that no row refers to yet.
///
/// @param commitBefore after it the sweep might take the blob, so no row may refer to it any more
public record StoredBlob(BlobKey key, long length, Instant commitBefore) {
    void requireCommitBefore(Instant now) {
        if (now.isAfter(commitBefore)) {
            throw new IllegalStateException("Blob " + key + " was written too long ago to be referred to");
        }
    }
}
