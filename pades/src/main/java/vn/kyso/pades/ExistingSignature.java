package vn.kyso.pades;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A signature that the document has already; nothing about it was verified.
///
/// @param field fully qualified
/// @param name the signature dictionary's Name
/// @param signedAt the signature dictionary's M: the signer's claim
/// @param subFilter such as `ETSI.CAdES.detached`
/// @param revisionSize bytes that its ByteRange covers, gap included; 0 if the ByteRange can't be read
public record ExistingSignature(
        String field, @Nullable String name, @Nullable Instant signedAt, String subFilter, long revisionSize) {
    /// Whether it is a document timestamp.
    public boolean isTimestamp() {
        return subFilter.equals("ETSI.RFC3161");
    }
}
