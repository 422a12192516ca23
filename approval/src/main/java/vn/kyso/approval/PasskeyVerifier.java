package vn.kyso.approval;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.CollectedClientDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.MissingChallengeException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import com.webauthn4j.verifier.exception.VerificationException;
import vn.kyso.approval.Verdict.Fails;
import vn.kyso.approval.Verdict.Failure;
import vn.kyso.approval.Verdict.Holds;

/// Decides whether an assertion is by an enrolled passkey over a given challenge (WebAuthn Level 3, 7.2): for this
/// relying party, from this one origin, with the user verified. It asks nobody. Safe for use by many threads.
public final class PasskeyVerifier {
    private final ObjectConverter converter = new ObjectConverter();
    private final AttestationObjectConverter attestations = new AttestationObjectConverter(converter);
    private final CollectedClientDataConverter clientData = new CollectedClientDataConverter(converter);
    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);

    private final String rpId;
    private final Origin origin;

    /// @param rpId the relying party whose passkeys count
    /// @param origin the only origin that the signer's app is served from
    public PasskeyVerifier(String rpId, String origin) {
        this.rpId = rpId;
        this.origin = new Origin(origin);
    }

    /// @param challenge what the passkey must have signed
    public Verdict verify(Enrolment enrolment, Assertion assertion, byte[] challenge) {
        if (!enrolment.credentialId().equals(assertion.credentialId())) {
            return new Fails(Failure.OTHER_PASSKEY, "Another passkey than the enrolled one answered");
        }
        if (isOfAnotherUser(enrolment, assertion)) {
            return new Fails(Failure.ASSERTION, "The passkey answered for another user than it was made for");
        }
        try {
            AttestationObject attestation = attestations.convert(Base64Url.decode(enrolment.attestationObject()));
            PasskeyRecord registered = PasskeyRecord.of(attestation);
            if (!registered.credentialId().equals(enrolment.credentialId())
                    || !registered.publicKey().equals(enrolment.publicKey())) {
                return new Fails(Failure.ENROLMENT, "The registration shows another passkey");
            }
            CollectedClientData created = clientData.convert(Base64Url.decode(enrolment.clientDataJson()));
            if (created == null) {
                return new Fails(Failure.MALFORMED, "The registration's client data can't be read");
            }
            // The counter at registration would be compared with today's; synced passkeys count 0, and a counter
            // proves nothing. Replay is shut out by the nonce in the challenge.
            CredentialRecordImpl record = new CredentialRecordImpl(attestation, created, null, null);
            record.setCounter(0);
            return authenticate(assertion, challenge, record);
        } catch (RuntimeException e) {
            // Strangers' bytes: CBOR, JSON and COSE readers report what they can't read by many unchecked exceptions.
            return new Fails(Failure.MALFORMED, "A part can't be read: " + e.getMessage());
        }
    }

    /// WebAuthn Level 3, 7.2, step 6: a user handle may be left out, as the signer was known before; one that is there
    /// is the enrolled one. The library is not told of it and compares nothing.
    private static boolean isOfAnotherUser(Enrolment enrolment, Assertion assertion) {
        return enrolment.userHandle() != null
                && assertion.userHandle() != null
                && !enrolment.userHandle().equals(assertion.userHandle());
    }

    private Verdict authenticate(Assertion assertion, byte[] challenge, CredentialRecordImpl record) {
        String userHandle = assertion.userHandle();
        AuthenticationRequest request = new AuthenticationRequest(
                Base64Url.decode(assertion.credentialId()),
                userHandle == null ? null : Base64Url.decode(userHandle),
                Base64Url.decode(assertion.authenticatorData()),
                Base64Url.decode(assertion.clientDataJson()),
                Base64Url.decode(assertion.signature()));
        ServerProperty expected = ServerProperty.builder()
                .origin(origin)
                .rpId(rpId)
                .challenge(new DefaultChallenge(challenge))
                .build();
        try {
            AuthenticationData data =
                    webAuthn.verify(request, new AuthenticationParameters(expected, record, null, true, true));
            var authenticatorData = data.getAuthenticatorData();
            return new Holds(authenticatorData.isFlagBS(), authenticatorData.getSignCount());
        } catch (VerificationException e) {
            return new Fails(failure(e), String.valueOf(e.getMessage()));
        }
    }

    private static Failure failure(VerificationException e) {
        return switch (e) {
            case BadChallengeException _, MissingChallengeException _ -> Failure.CHALLENGE;
            case BadOriginException _, CrossOriginException _ -> Failure.ORIGIN;
            case BadRpIdException _ -> Failure.RP_ID;
            case UserNotVerifiedException _, UserNotPresentException _ -> Failure.USER_NOT_VERIFIED;
            case BadSignatureException _ -> Failure.SIGNATURE;
            default -> Failure.ASSERTION;
        };
    }
}
