package vn.kyso.signing.authenticator;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.approval.Assertion;
import vn.kyso.approval.FurtherDevice;
import vn.kyso.approval.PasskeyVerifier;
import vn.kyso.approval.Verdict;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;
import vn.kyso.signing.row.Times;

/// A signer binds a further device with one that is bound: the passkey there confirms it, with the user verified. A
/// device's token alone does not suffice, for it says nothing about who holds the device.
@Component
class ConfirmFurtherDevice {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Activations activations;
    private final AppProperties app;
    private final AuditLog audit;
    private final InstantSource clock;
    private final PasskeyVerifier passkeys;

    ConfirmFurtherDevice(
            JdbcClient jdbc, Activations activations, AppProperties app, AuditLog audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.activations = activations;
        this.app = app;
        this.audit = audit;
        this.clock = clock;
        this.passkeys = new PasskeyVerifier(app.rpId(), app.origin());
    }

    record Wanted(String rpId, String deviceId, String nonce, Instant expiresAt) {}

    /// What the device is to confirm; one at a time, the latest counts.
    Wanted begin(Authenticator device) {
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        Instant expires = clock.instant().plus(app.registrationLifetime()).truncatedTo(ChronoUnit.MICROS);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
        jdbc.sql("""
                INSERT INTO further_device (device_id, nonce, expires_at) VALUES (?, ?, ?)
                ON CONFLICT (device_id) DO UPDATE SET nonce = excluded.nonce, expires_at = excluded.expires_at
                """).params(device.deviceId(), text, Times.sql(expires)).update();
        return new Wanted(app.rpId(), device.deviceId().toString(), text, expires);
    }

    /// @param codeKeyThumbprint of the key that the code will be encrypted to
    /// @throws ProblemException `passkey-invalid` unless the device's passkey confirmed the latest and that key, in
    ///     time, once
    Activations.Made finish(Authenticator device, String codeKeyThumbprint, Assertion assertion) {
        String nonce = jdbc.sql("DELETE FROM further_device WHERE device_id = ? AND expires_at > ? RETURNING nonce")
                .params(device.deviceId(), Times.sql(clock.instant()))
                .query(String.class)
                .optional()
                .orElseThrow(() -> refused("Nothing is waiting to be confirmed, or its time is over. Start again."));
        FurtherDevice what =
                new FurtherDevice(app.rpId(), device.deviceId().toString(), nonce, codeKeyThumbprint);
        if (!(passkeys.verify(device.enrolment(), assertion, what.digest()) instanceof Verdict.Holds)) {
            audit.record(
                    "further-device-refused",
                    device.deviceId().toString(),
                    "device:" + device.deviceId(),
                    EventEnvelope.PLATFORM,
                    Map.of("signer", device.signer()));
            throw refused("This device's passkey has not confirmed it.");
        }
        return activations.make(device.signer(), "device:" + device.deviceId());
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.PASSKEY_INVALID, detail);
    }
}
