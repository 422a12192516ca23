package vn.kyso.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a passkey came to speak for a signer: the record of its registration.
///
/// @param deviceId the device that holds the passkey
/// @param credentialId the passkey's id, base64url without padding
/// @param userHandle the user's id that the passkey was made for (WebAuthn Level 3, 5.4.3), base64url without padding;
///     null in records of before it was kept
/// @param publicKey the passkey's public key as a COSE_Key (RFC 9052), base64url without padding
/// @param aaguid the authenticator's model as it claims; without verified attestation it proves nothing
/// @param backupEligible whether the passkey may be synced to other devices of the signer
/// @param attestationObject as the authenticator gave it at registration, base64url
/// @param clientDataJson as the browser or app gave it at registration, base64url
/// @param activationId the activation whose code was proven
/// @param boundAt when the signing-service accepted it
public record Enrolment(
        String signer,
        String deviceId,
        String deviceName,
        String credentialId,
        @Nullable String userHandle,
        String publicKey,
        String aaguid,
        boolean backupEligible,
        String attestationObject,
        String clientDataJson,
        String activationId,
        Instant boundAt) {}
