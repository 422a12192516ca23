package vn.kyso.signing.authenticator;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.AuthenticatorState;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.Outbox;

/// Takes a device its right to answer. An approval that was accepted before stands.
@Component
class RevokeDevice {
    private final Authenticators authenticators;
    private final Outbox outbox;
    private final AuditLog audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    RevokeDevice(
            Authenticators authenticators,
            Outbox outbox,
            AuditLog audit,
            TransactionOperations transaction,
            InstantSource clock) {
        this.authenticators = authenticators;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Nothing happens to a device that is revoked already.
    void revoke(UUID deviceId, String actor) {
        transaction.executeWithoutResult(_ -> authenticators
                .lock(deviceId)
                .filter(device -> !device.revoked())
                .ifPresent(device -> revoke(device, actor)));
    }

    private void revoke(Authenticator device, String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Authenticator revoked = device.revokedAt(now);
        authenticators.saveRevoked(revoked);
        outbox.append(EventTypes.envelope(
                new AuthenticatorState(
                        revoked.deviceId().toString(),
                        revoked.signer(),
                        revoked.name(),
                        revoked.keyThumbprint(),
                        AuthenticatorState.Status.REVOKED,
                        now),
                revoked.deviceId().toString(),
                EventEnvelope.PLATFORM,
                revoked.version(),
                now));
        audit.record(
                "device-revoked",
                revoked.deviceId().toString(),
                actor,
                EventEnvelope.PLATFORM,
                Map.of("signer", revoked.signer()));
    }
}
