package vn.kyso.contracts.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Topic `signature-created`, keyed by document: one document's signature, or why there is none.
public sealed interface SignatureCreatedEvent extends EventPayload {
    String requestId();

    String documentId();

    /// @param digest the ByteRange digest that was signed, base64url without padding
    /// @param cms DER of the CMS SignedData (RFC 5652), base64url without padding; holds the signature timestamp for B-T
    record SignatureCreated(
            String requestId, String documentId, String digest, String certificateDigest, String cms, Instant at)
            implements SignatureCreatedEvent {}

    /// @param reason the code of a `ProblemType`
    record SignatureFailed(String requestId, String documentId, String reason, @Nullable String detail, Instant at)
            implements SignatureCreatedEvent {}
}
