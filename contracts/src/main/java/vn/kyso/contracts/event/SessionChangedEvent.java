package vn.kyso.contracts.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Topic `session-changed`, keyed by request: what signing-service decided.
public sealed interface SessionChangedEvent extends EventPayload {
    String requestId();

    /// The signer's approval is awaited: everything a phone needs to show and to compute the challenge, but for the
    /// match code, which only the requester's screen shows.
    ///
    /// @param nonce 32 random bytes, base64url without padding
    /// @param credentialId the signing credential (key and certificate), not a WebAuthn credential
    /// @param algorithm `ES256` or `RS256`
    /// @param matchCodeRequired whether a match code is part of the challenge
    /// @param authenticators WebAuthn credential ids (base64url) that may answer
    record ApprovalRequested(
            String requestId,
            String tenant,
            String requester,
            String signer,
            String credentialId,
            String certificateDigest,
            String certificateSerial,
            String certificateHolder,
            String certificateIssuer,
            String algorithm,
            String nonce,
            String rpId,
            boolean matchCodeRequired,
            String level,
            @Nullable String reason,
            @Nullable String location,
            Instant askedAt,
            Instant approveUntil,
            List<String> authenticators,
            List<DocumentToSign> documents)
            implements SessionChangedEvent {
        public ApprovalRequested {
            authenticators = List.copyOf(authenticators);
            documents = List.copyOf(documents);
        }
    }

    /// The signer is to be told once more.
    record ReminderDue(String requestId, Instant at) implements SessionChangedEvent {}

    /// An answer did not count, and the request stays as it was: it could not be verified, so anybody may have sent
    /// it. Said at most a few times per request.
    ///
    /// @param deviceId the device that the answer names; unverified
    /// @param reason the code of a `ProblemType`, such as `approval-altered`
    record AnswerRefused(String requestId, String deviceId, String reason, Instant at) implements SessionChangedEvent {}

    /// A verified approval won; keys are being used.
    record ApprovalAccepted(String requestId, String authenticatorId, String deviceName, Instant at)
            implements SessionChangedEvent {}

    /// No signature will come of this request.
    ///
    /// @param reason the code of a `ProblemType`
    record ClosedWithoutSignature(String requestId, Outcome outcome, String reason, @Nullable String detail, Instant at)
            implements SessionChangedEvent {}

    /// How a session ended without a signature.
    enum Outcome {
        DECLINED,
        EXPIRED,
        CANCELLED,
        REFUSED,
        FAILED
    }
}
