package vn.kyso.contracts.event;

import java.time.Instant;

/// Topic `document-signed`, keyed by document: one signed PDF is stored and checked.
///
/// @param sha256 of the whole signed file, base64url without padding
public record DocumentSigned(
        String requestId,
        String documentId,
        int revision,
        String sha256,
        long sizeBytes,
        String level,
        String certificateDigest,
        Instant at)
        implements EventPayload {}
