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
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import vn.kyso.approval.Verdict.Fails;
import vn.kyso.approval.Verdict.Failure;
import vn.kyso.approval.Verdict.Holds;

/// Decides whether evidence shows an approval: the assertion is by the enrolled passkey, for this relying party, from
/// this origin, over exactly the challenge that the fields give, with the user verified (WebAuthn Level 3, 7.2), and
/// the certificate is the one that the challenge names. It asks nobody. Whether the certificate was valid, the passkey
/// revoked or the approval used twice is not in the evidence: the signing-service decides that before it uses a key.
/// Safe for use by many threads.
public final class EvidenceVerifier {
    private final ObjectConverter converter = new ObjectConverter();
    private final AttestationObjectConverter attestations = new AttestationObjectConverter(converter);
    private final CollectedClientDataConverter clientData = new CollectedClientDataConverter(converter);
    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);

    private final String rpId;
    private final Origin origin;

    /// @param rpId the relying party whose passkeys count
    /// @param origin the only origin that the signer's app is served from
    public EvidenceVerifier(String rpId, String origin) {
        this.rpId = rpId;
        this.origin = new Origin(origin);
    }

    public Verdict verify(Evidence evidence) {
        Challenge challenge = evidence.challenge();
        if (!challenge.rpId().equals(rpId)) {
            return new Fails(Failure.RP_ID, "Approved for relying party " + challenge.rpId());
        }
        if (evidence.approvedAt().isAfter(challenge.deadline())) {
            return new Fails(Failure.LATE, "Accepted at " + evidence.approvedAt() + ", after " + challenge.deadline());
        }
        Optional<Fails> certificate = certificate(evidence);
        if (certificate.isPresent()) {
            return certificate.get();
        }
        return assertion(evidence);
    }

    private static Optional<Fails> certificate(Evidence evidence) {
        try {
            byte[] der = Base64Url.decode(evidence.certificateChain().getFirst());
            if (!Base64Url.encode(Fields.sha256(der))
                    .equals(evidence.challenge().certificateDigest())) {
                return Optional.of(new Fails(Failure.CERTIFICATE, "Another certificate than was approved"));
            }
            X509Certificate parsed = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return algorithmOf(parsed.getPublicKey())
                            .equals(evidence.challenge().algorithm())
                    ? Optional.empty()
                    : Optional.of(new Fails(Failure.CERTIFICATE, "The key is of another algorithm than was approved"));
        } catch (CertificateException | IllegalArgumentException e) {
            return Optional.of(new Fails(Failure.MALFORMED, "The certificate can't be read: " + e.getMessage()));
        }
    }

    private static String algorithmOf(PublicKey key) {
        return switch (key) {
            case ECPublicKey _ -> "ES256";
            case RSAPublicKey _ -> "RS256";
            default -> key.getAlgorithm();
        };
    }

    private Verdict assertion(Evidence evidence) {
        Enrolment enrolment = evidence.enrolment();
        Assertion assertion = evidence.assertion();
        if (!enrolment.signer().equals(evidence.challenge().signer())) {
            return new Fails(Failure.ENROLMENT, "The passkey speaks for another signer");
        }
        if (!enrolment.credentialId().equals(assertion.credentialId())) {
            return new Fails(Failure.OTHER_PASSKEY, "Another passkey than the enrolled one answered");
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
            return authenticate(evidence, record);
        } catch (RuntimeException e) {
            // Strangers' bytes: CBOR, JSON and COSE readers report what they can't read by many unchecked exceptions.
            return new Fails(Failure.MALFORMED, "A part can't be read: " + e.getMessage());
        }
    }

    private Verdict authenticate(Evidence evidence, CredentialRecordImpl record) {
        Assertion assertion = evidence.assertion();
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
                .challenge(new DefaultChallenge(evidence.challenge().digest()))
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
