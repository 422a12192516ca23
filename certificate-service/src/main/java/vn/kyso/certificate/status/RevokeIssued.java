package vn.kyso.certificate.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.certificate.authority.CertificationAuthority;
import vn.kyso.certificate.authority.EmbeddedAuthority;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;

/// Revokes whatever a revoked issuing CA had issued, batch by batch: nobody shall sign with what no verifier will
/// believe. Their own keys are not to blame, so the reason is that they are superseded.
final class RevokeIssued implements Worker {
    private static final String QUEUE = "revoke-issued";
    private static final int BATCH = 100;
    /// A service that is down that long has other troubles.
    private static final Duration PATIENCE = Duration.ofDays(365);

    private final EmbeddedAuthority authority;
    private final SubscriberCertificates certificates;
    private final CertificateEvents events;
    private final RevocationLists lists;
    private final AuditLog audit;
    private final WorkQueue queue;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    RevokeIssued(
            EmbeddedAuthority authority,
            SubscriberCertificates certificates,
            CertificateEvents events,
            RevocationLists lists,
            AuditLog audit,
            WorkQueue queue,
            TransactionOperations transactions,
            InstantSource clock) {
        this.authority = authority;
        this.certificates = certificates;
        this.events = events;
        this.lists = lists;
        this.audit = audit;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// In the transaction that revokes the CA.
    static NewWork of(CertificationAuthority ca, String operator, Instant now) {
        return new NewWork(QUEUE, ca.id() + " " + operator, EventEnvelope.PLATFORM, "{}", now, now.plus(PATIENCE));
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public boolean keyedBySignRequest() {
        return false;
    }

    @Override
    public void work(WorkItem item) {
        int space = item.key().indexOf(' ');
        CertificationAuthority ca =
                CertificationAuthority.of(item.key().substring(0, space)).orElseThrow();
        String operator = item.key().substring(space + 1);
        transactions.executeWithoutResult(transaction -> {
            Optional<List<SubscriberCertificate>> batch =
                    authority.key(ca).map(key -> certificates.lockInForce(key.certificate(), clock.instant(), BATCH));
            batch.ifPresent(found -> found.forEach(certificate -> revoke(certificate, operator)));
            boolean more = batch.map(List::size).orElse(0) == BATCH;
            boolean ours = more ? queue.retryLater(item, Duration.ZERO, "there may be more") : queue.finish(item);
            if (!ours) {
                transaction.setRollbackOnly();
            }
        });
    }

    private void revoke(SubscriberCertificate certificate, String operator) {
        Instant now = clock.instant();
        Instant since = certificate.state() instanceof RevocationState.Suspended suspended
                ? suspended.since()
                : now.truncatedTo(ChronoUnit.SECONDS);
        SubscriberCertificate revoked = certificate
                .with(new RevocationState.Revoked(since, RevocationReason.SUPERSEDED))
                .published();
        certificates.update(revoked, now);
        lists.changed(revoked);
        events.publish(revoked, now);
        audit.record(
                "certificate-revoked",
                certificate.digest(),
                "operator:" + operator,
                "",
                Map.of("serial", certificate.serial(), "reason", "issuing CA revoked"));
    }

    @Override
    public void expired(WorkItem item) {
        work(item);
    }
}
