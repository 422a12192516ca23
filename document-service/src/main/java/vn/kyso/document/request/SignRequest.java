package vn.kyso.document.request;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A sign request as it stands.
///
/// @param signer keyed hash of the userID
/// @param outcome null until it is finished
public record SignRequest(
        UUID id,
        String tenant,
        String requester,
        String userId,
        String signer,
        String certificateDigest,
        String certificateSerial,
        String certificateHolder,
        String certificateIssuer,
        PadesLevel level,
        @Nullable String reason,
        @Nullable String location,
        @Nullable String matchCode,
        SignRequestState state,
        @Nullable String outcome,
        @Nullable String outcomeReason,
        @Nullable String outcomeDetail,
        Instant createdAt,
        Instant expiresAt,
        long version,
        long sessionVersion,
        int openDocuments) {}
