package vn.kyso.contracts.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Topic `sign-requested`, keyed by request: what document-service asks of signing-service.
public sealed interface SignRequestedEvent extends EventPayload {
    String requestId();

    /// A signature over one to 1,000 prepared documents is wanted, under one approval.
    ///
    /// @param requester the name of the asking tenant or person as the signer reads it
    /// @param signer keyed hash of the signer's userID ([SignerRef])
    /// @param certificateDigest SHA-256 of the certificate's DER, base64url without padding
    /// @param level `B-B`, `B-T`, `B-LT` or `B-LTA`
    /// @param matchCode two digits that the requester's screen shows and the signer types; null when asked without
    /// @param approveUntil the deadline; an approval received by signing-service later than this is refused
    record SignatureAsked(
            String requestId,
            String tenant,
            String requester,
            String signer,
            String certificateDigest,
            String level,
            @Nullable String reason,
            @Nullable String location,
            @Nullable String matchCode,
            Instant askedAt,
            Instant approveUntil,
            List<DocumentToSign> documents)
            implements SignRequestedEvent {
        public SignatureAsked {
            documents = List.copyOf(documents);
        }
    }

    /// The requester wants the signer told again.
    record Reminded(String requestId, Instant at) implements SignRequestedEvent {}

    /// The requester no longer wants it; whether approval came first is signing-service's decision.
    record CancelAsked(String requestId, String by, Instant at) implements SignRequestedEvent {}
}
