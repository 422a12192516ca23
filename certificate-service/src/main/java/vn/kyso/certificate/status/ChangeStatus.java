package vn.kyso.certificate.status;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;

/// Suspends, resumes and revokes certificates that this CA issued. Change, event, list and audit commit
/// together.
final class ChangeStatus {
    private final SubscriberCertificates certificates;
    private final CertificateEvents events;
    private final RevocationLists lists;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    ChangeStatus(
            SubscriberCertificates certificates,
            CertificateEvents events,
            RevocationLists lists,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock) {
        this.certificates = certificates;
        this.events = events;
        this.lists = lists;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// For ever.
    ///
    /// @throws ProblemException `certificate-not-found` or `certificate-already-revoked`
    SubscriberCertificate revoke(String serial, RevocationReason reason, String operator) {
        return change(serial, operator, "certificate-revoked", (state, now) -> switch (state) {
            // A suspended certificate was of no use since then, and is revoked from then on.
            case RevocationState.Suspended suspended -> new RevocationState.Revoked(suspended.since(), reason);
            case RevocationState.Good good -> new RevocationState.Revoked(now, reason);
            case RevocationState.Revoked revoked -> throw alreadyRevoked();
        });
    }

    /// Until it is resumed; a suspended certificate stays so.
    ///
    /// @throws ProblemException `certificate-not-found` or `certificate-already-revoked`
    SubscriberCertificate suspend(String serial, String operator) {
        return change(serial, operator, "certificate-suspended", (state, now) -> switch (state) {
            case RevocationState.Good good -> new RevocationState.Suspended(now);
            case RevocationState.Suspended suspended -> suspended;
            case RevocationState.Revoked revoked -> throw alreadyRevoked();
        });
    }

    /// Ends a suspension.
    ///
    /// @throws ProblemException `certificate-not-found`, `certificate-not-suspended` or
    ///     `certificate-already-revoked`
    SubscriberCertificate resume(String serial, String operator) {
        return change(serial, operator, "certificate-resumed", (state, now) -> switch (state) {
            case RevocationState.Suspended suspended -> new RevocationState.Good(now);
            case RevocationState.Good good ->
                throw new ProblemException(
                        ProblemType.CERTIFICATE_NOT_SUSPENDED, "The certificate is in force; nothing is to be ended.");
            case RevocationState.Revoked revoked -> throw alreadyRevoked();
        });
    }

    private interface Transition {
        RevocationState from(RevocationState state, Instant now);
    }

    private SubscriberCertificate change(String serial, String operator, String action, Transition transition) {
        return Objects.requireNonNull(transactions.execute(status -> {
            SubscriberCertificate certificate = certificates
                    .lockBySerial(Serials.normalise(serial))
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.CERTIFICATE_NOT_FOUND, "No certificate with this serial was issued here."));
            Instant now = clock.instant();
            // To the second, as OCSP and CRL say it.
            RevocationState next = transition.from(certificate.state(), now.truncatedTo(ChronoUnit.SECONDS));
            if (next.equals(certificate.state())) {
                return certificate;
            }
            SubscriberCertificate changed = certificate.with(next).published();
            certificates.update(changed, now);
            lists.changed(changed);
            events.publish(changed, now);
            Map<String, String> details = next instanceof RevocationState.Revoked revoked
                    ? Map.of(
                            "serial",
                            certificate.serial(),
                            "reason",
                            revoked.reason().wireName())
                    : Map.of("serial", certificate.serial());
            audit.record(action, certificate.digest(), "operator:" + operator, "", details);
            return changed;
        }));
    }

    private static ProblemException alreadyRevoked() {
        return new ProblemException(
                ProblemType.CERTIFICATE_ALREADY_REVOKED, "The certificate is revoked, which is for ever.");
    }
}
