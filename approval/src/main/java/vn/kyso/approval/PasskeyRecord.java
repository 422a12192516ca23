package vn.kyso.approval;

import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;

/// What an attestation object says about its passkey, as an [Enrolment] keeps it; nothing is verified.
///
/// @param credentialId base64url without padding
/// @param publicKey COSE_Key in the encoding that [PasskeyVerifier] compares, base64url without padding
/// @param aaguid the claimed model of the authenticator
/// @param backupEligible whether the passkey may be synced
public record PasskeyRecord(String credentialId, String publicKey, String aaguid, boolean backupEligible) {
    private static final ObjectConverter CONVERTER = new ObjectConverter();

    /// @param attestationObject base64url without padding
    /// @throws IllegalArgumentException if it can't be read or holds no passkey
    public static PasskeyRecord of(String attestationObject) {
        AttestationObject parsed;
        try {
            parsed = new AttestationObjectConverter(CONVERTER).convert(Base64Url.decode(attestationObject));
        } catch (RuntimeException e) {
            // Strangers' bytes, as in PasskeyVerifier.
            throw new IllegalArgumentException("Not an attestation object", e);
        }
        return of(parsed);
    }

    static PasskeyRecord of(AttestationObject attestation) {
        AttestedCredentialData data = attestation.getAuthenticatorData().getAttestedCredentialData();
        if (data == null) {
            throw new IllegalArgumentException("The attestation object holds no passkey");
        }
        return new PasskeyRecord(
                Base64Url.encode(data.getCredentialId()),
                Base64Url.encode(CONVERTER.getCborConverter().writeValueAsBytes(data.getCOSEKey())),
                data.getAaguid().toString(),
                attestation.getAuthenticatorData().isFlagBE());
    }
}
