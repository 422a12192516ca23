package vn.kyso.contracts.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Topic `approval-received`, keyed by request: the phone's answer, as untrusted as the channel it came by.
public sealed interface ApprovalReceivedEvent extends EventPayload {
    String requestId();

    /// The signer approved. Binary fields are base64url without padding, named as in WebAuthn Level 3, 5.2.2.
    ///
    /// @param webauthnCredentialId the passkey that answered
    /// @param openedDocuments ids of the documents whose bytes the device hashed itself
    record ApprovalGiven(
            String requestId,
            String signer,
            String deviceId,
            String webauthnCredentialId,
            String clientDataJson,
            String authenticatorData,
            String signature,
            @Nullable String userHandle,
            List<String> openedDocuments,
            Instant receivedAt)
            implements ApprovalReceivedEvent {
        public ApprovalGiven {
            openedDocuments = List.copyOf(openedDocuments);
        }
    }

    /// The signer refused; anyone who could forge this could as well withhold the approval.
    record ApprovalDeclined(String requestId, String signer, String deviceId, @Nullable String reason, Instant receivedAt)
            implements ApprovalReceivedEvent {}
}
