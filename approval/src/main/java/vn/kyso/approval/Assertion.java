package vn.kyso.approval;

import org.jspecify.annotations.Nullable;

/// A WebAuthn assertion (Level 3, 5.2.2); every field base64url without padding.
///
/// @param credentialId the passkey that answered
public record Assertion(
        String credentialId,
        String clientDataJson,
        String authenticatorData,
        String signature,
        @Nullable String userHandle) {}
