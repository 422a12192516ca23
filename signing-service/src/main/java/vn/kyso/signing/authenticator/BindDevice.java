package vn.kyso.signing.authenticator;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.approval.Enrolment;
import vn.kyso.approval.PasskeyRecord;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.AuthenticatorState;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;
import vn.kyso.messaging.Outbox;
import vn.kyso.signing.row.Times;

/// Binds a device: the phone names its activation and its device key and gets a challenge; it creates a passkey with
/// it (WebAuthn Level 3, 7.1) and proves by a MAC that it knows the code. What the MAC covers (device key, challenge,
/// attestation) is what is bound, so whoever stands between can put nothing of his own in.
@Component
class BindDevice {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));

    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager();
    private final Activations activations;
    private final Authenticators authenticators;
    private final AppProperties app;
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final AuditLog audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    BindDevice(
            Activations activations,
            Authenticators authenticators,
            AppProperties app,
            JdbcClient jdbc,
            Outbox outbox,
            AuditLog audit,
            TransactionOperations transaction,
            InstantSource clock) {
        this.activations = activations;
        this.authenticators = authenticators;
        this.app = app;
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// One run of the registration.
    record Ceremony(
            UUID id,
            String activationId,
            byte[] challenge,
            String deviceName,
            String keyThumbprint,
            Instant expiresAt) {
        /// Random, for the ceremony's id is.
        byte[] userHandle() {
            return ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
        }
    }

    /// @param activationId of an activation that may be tried
    Ceremony begin(String activationId, String deviceName, String keyThumbprint) {
        byte[] challenge = new byte[32];
        RANDOM.nextBytes(challenge);
        Instant now = clock.instant();
        Ceremony ceremony = new Ceremony(
                UUID.randomUUID(),
                activationId,
                challenge,
                deviceName,
                keyThumbprint,
                now.plus(app.registrationLifetime()).truncatedTo(ChronoUnit.MICROS));
        jdbc.sql("DELETE FROM registration WHERE expires_at < ?")
                .params(Times.sql(now))
                .update();
        jdbc.sql(
                        "INSERT INTO registration (id, activation_id, challenge, device_name, device_key_thumbprint, expires_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)")
                .params(
                        ceremony.id(),
                        activationId,
                        challenge,
                        deviceName,
                        keyThumbprint,
                        Times.sql(ceremony.expiresAt()))
                .update();
        return ceremony;
    }

    /// @param mac the phone's proof that it knows the code
    /// @param attestationObject base64url, as the authenticator gave it
    /// @param clientDataJson base64url, as the app gave it
    /// @param proofKey thumbprint of the key that the call itself was proven with
    Authenticator finish(
            UUID ceremonyId, byte[] mac, String attestationObject, String clientDataJson, String proofKey) {
        Ceremony ceremony = require(ceremonyId);
        if (!ceremony.keyThumbprint().equals(proofKey)) {
            throw new ProblemException(
                    ProblemType.UNAUTHENTICATED, "The proof is by another device key than the registration's.");
        }
        byte[] attestation = decode(attestationObject);
        Activations.Open activation = activations.takeTry(ceremony.activationId());
        if (!activation.key().proves(mac, ceremony.keyThumbprint(), ceremony.challenge(), attestation)) {
            throw new ProblemException(
                    ProblemType.ACTIVATION_CODE_WRONG, "The proof does not fit this activation code. Check the code.");
        }
        verify(ceremony, attestation, decode(clientDataJson));
        PasskeyRecord passkey = PasskeyRecord.of(attestationObject);
        UUID deviceId = UUID.randomUUID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Authenticator bound = new Authenticator(
                deviceId,
                ceremony.keyThumbprint(),
                new Enrolment(
                        activation.signer(),
                        deviceId.toString(),
                        ceremony.deviceName(),
                        passkey.credentialId(),
                        BASE64URL.encodeToString(ceremony.userHandle()),
                        passkey.publicKey(),
                        passkey.aaguid(),
                        passkey.backupEligible(),
                        attestationObject,
                        clientDataJson,
                        activation.id(),
                        now),
                null,
                1);
        try {
            transaction.executeWithoutResult(_ -> bind(ceremony, bound, now));
        } catch (DuplicateKeyException e) {
            throw new ProblemException(ProblemType.PASSKEY_INVALID, "This passkey is bound already.", e);
        }
        return bound;
    }

    private void bind(Ceremony ceremony, Authenticator bound, Instant now) {
        activations.use(ceremony.activationId());
        authenticators.add(bound);
        jdbc.sql("DELETE FROM registration WHERE activation_id = ?")
                .params(ceremony.activationId())
                .update();
        outbox.append(EventTypes.envelope(
                new AuthenticatorState(
                        bound.deviceId().toString(),
                        bound.signer(),
                        bound.name(),
                        bound.keyThumbprint(),
                        AuthenticatorState.Status.BOUND,
                        now),
                bound.deviceId().toString(),
                EventEnvelope.PLATFORM,
                bound.version(),
                now));
        audit.record(
                "device-bound",
                bound.deviceId().toString(),
                "device:" + bound.deviceId(),
                EventEnvelope.PLATFORM,
                Map.of(
                        "signer",
                        bound.signer(),
                        "activation",
                        ceremony.activationId(),
                        "passkey",
                        bound.enrolment().credentialId(),
                        "aaguid",
                        bound.enrolment().aaguid(),
                        "backupEligible",
                        Boolean.toString(bound.enrolment().backupEligible())));
    }

    private Ceremony require(UUID id) {
        return jdbc.sql("SELECT * FROM registration WHERE id = ? AND expires_at > ?")
                .params(id, Times.sql(clock.instant()))
                .query((row, _) -> ceremony(row))
                .optional()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no such registration, or its time is over. Start again."));
    }

    private static Ceremony ceremony(ResultSet row) throws SQLException {
        return new Ceremony(
                row.getObject("id", UUID.class),
                row.getString("activation_id"),
                row.getBytes("challenge"),
                row.getString("device_name"),
                row.getString("device_key_thumbprint"),
                Times.instant(row, "expires_at"));
    }

    private void verify(Ceremony ceremony, byte[] attestation, byte[] clientData) {
        ServerProperty expected = ServerProperty.builder()
                .origin(new Origin(app.origin()))
                .rpId(app.rpId())
                .challenge(new DefaultChallenge(ceremony.challenge()))
                .build();
        try {
            webAuthn.verify(
                    new RegistrationRequest(attestation, clientData),
                    new RegistrationParameters(expected, ALGORITHMS, true, true));
        } catch (RuntimeException e) {
            // Strangers' bytes: its readers report what they can't read by many unchecked exceptions.
            throw new ProblemException(
                    ProblemType.PASSKEY_INVALID,
                    "The passkey must be made for " + app.rpId() + " at " + app.origin()
                            + ", with this registration's challenge and with the user verified.",
                    e);
        }
    }

    private static byte[] decode(String base64Url) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64Url);
            if (BASE64URL.encodeToString(bytes).equals(base64Url)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.PASSKEY_INVALID, "A field of the passkey is not base64url.", e);
        }
        throw new ProblemException(ProblemType.PASSKEY_INVALID, "A field of the passkey is not base64url.");
    }
}
