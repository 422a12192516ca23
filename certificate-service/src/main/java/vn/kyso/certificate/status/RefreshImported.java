package vn.kyso.certificate.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;

/// Keeps the status of imported certificates up to date: one row of work for each, until it expires or is
/// revoked.
final class RefreshImported implements Worker {
    private static final String QUEUE = "imported-certificate-status";
    /// How soon a CA that did not answer is asked again, unless it is asked more often anyway.
    private static final Duration SILENCE = Duration.ofMinutes(30);

    private final SubscriberCertificates certificates;
    private final OtherAuthorities authorities;
    private final CertificateEvents events;
    private final WorkQueue queue;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final Duration every;

    /// @param every how often a CA that answers is asked
    RefreshImported(
            SubscriberCertificates certificates,
            OtherAuthorities authorities,
            CertificateEvents events,
            WorkQueue queue,
            TransactionOperations transactions,
            InstantSource clock,
            Duration every) {
        this.certificates = certificates;
        this.authorities = authorities;
        this.events = events;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.every = every;
    }

    /// Begins with a certificate, in the transaction that imports it.
    static NewWork of(SubscriberCertificate certificate, Instant now) {
        return new NewWork(QUEUE, certificate.digest(), EventEnvelope.PLATFORM, "{}", now, certificate.notAfter());
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
        Optional<SubscriberCertificate> certificate = certificates.byDigest(item.key());
        Optional<RevocationState> state = certificate.flatMap(
                c -> authorities.ask(c.certificate(), c.chain().get(1), clock.instant()));
        if (certificate.isPresent() && state.isEmpty()) {
            queue.retryLater(item, every.compareTo(SILENCE) < 0 ? every : SILENCE, "its CA gave no status");
            return;
        }
        transactions.executeWithoutResult(transaction -> {
            boolean forEver = state.map(s -> note(item.key(), s)).orElse(true);
            boolean ours = forEver ? queue.finish(item) : queue.retryLater(item, every, "its CA is asked again");
            if (!ours) {
                transaction.setRollbackOnly();
            }
        });
    }

    @Override
    public void expired(WorkItem item) {
        transactions.executeWithoutResult(transaction -> queue.finish(item));
    }

    /// @return whether nothing more is to be asked
    private boolean note(String digest, RevocationState state) {
        Instant now = clock.instant();
        SubscriberCertificate standing = certificates.lockByDigest(digest).orElseThrow();
        // That it is still good is no news about since when.
        boolean same = standing.state().getClass() == state.getClass();
        SubscriberCertificate next =
                standing.with(same ? standing.state() : state).asOf(now).published();
        certificates.update(next, now);
        events.publish(next, now);
        return state instanceof RevocationState.Revoked;
    }
}
