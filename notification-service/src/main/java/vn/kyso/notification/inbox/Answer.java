package vn.kyso.notification.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device's answer whose shape is right; nothing else is known about it.
sealed interface Answer {
    /// Binary fields are base64url without padding, as the device sent them.
    record Approve(
            String webauthnCredentialId,
            String clientDataJson,
            String authenticatorData,
            String signature,
            @Nullable String userHandle,
            List<String> openedDocuments)
            implements Answer {
        public Approve {
            openedDocuments = List.copyOf(openedDocuments);
        }
    }

    /// @param reason in the signer's words
    record Decline(@Nullable String reason) implements Answer {}
}
