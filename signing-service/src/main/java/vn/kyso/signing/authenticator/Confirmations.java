package vn.kyso.signing.authenticator;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.approval.Assertion;
import vn.kyso.approval.PasskeyVerifier;
import vn.kyso.approval.Verdict;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;
import vn.kyso.signing.row.Times;

/// What takes a signer and not only a device: the device's passkey confirms it, with the user verified. A device's token
/// alone says nothing about who holds the device, and the bodies of its calls pass others on their way.
@Component
class Confirmations {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final AppProperties app;
    private final AuditLog audit;
    private final InstantSource clock;
    private final PasskeyVerifier passkeys;

    Confirmations(JdbcClient jdbc, AppProperties app, AuditLog audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.app = app;
        this.audit = audit;
        this.clock = clock;
        this.passkeys = new PasskeyVerifier(app.rpId(), app.origin());
    }

    /// @param nonce 32 random bytes, base64url without padding
    record Wanted(String rpId, String deviceId, String nonce, Instant expiresAt) {}

    /// What the device is to confirm something with; one at a time, the latest counts.
    Wanted begin(Authenticator device) {
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        Instant expires = clock.instant().plus(app.registrationLifetime()).truncatedTo(ChronoUnit.MICROS);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
        jdbc.sql("""
                INSERT INTO confirmation (device_id, nonce, expires_at) VALUES (?, ?, ?)
                ON CONFLICT (device_id) DO UPDATE SET nonce = excluded.nonce, expires_at = excluded.expires_at
                """).params(device.deviceId(), text, Times.sql(expires)).update();
        return new Wanted(app.rpId(), device.deviceId().toString(), text, expires);
    }

    /// Takes the device's latest nonce, whatever becomes of it.
    ///
    /// @param refusal what the audit log calls it where the passkey has not confirmed it
    /// @param digest of what is to be confirmed, with that nonce
    /// @throws ProblemException `passkey-invalid` unless the device's passkey confirmed exactly that, in time, once
    void require(Authenticator device, Assertion assertion, String refusal, Function<String, byte[]> digest) {
        String nonce = jdbc.sql("DELETE FROM confirmation WHERE device_id = ? AND expires_at > ? RETURNING nonce")
                .params(device.deviceId(), Times.sql(clock.instant()))
                .query(String.class)
                .optional()
                .orElseThrow(() -> refused("Nothing is waiting to be confirmed, or its time is over. Start again."));
        if (!(passkeys.verify(device.enrolment(), assertion, digest.apply(nonce)) instanceof Verdict.Holds)) {
            audit.record(
                    refusal,
                    device.deviceId().toString(),
                    "device:" + device.deviceId(),
                    EventEnvelope.PLATFORM,
                    Map.of("signer", device.signer()));
            throw refused("This device's passkey has not confirmed it.");
        }
    }

    static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.PASSKEY_INVALID, detail);
    }
}
