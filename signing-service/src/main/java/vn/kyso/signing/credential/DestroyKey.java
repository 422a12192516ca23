package vn.kyso.signing.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;

/// Destroys the key of a revoked certificate: first the key, then the note that it is gone, so that a crash between
/// repeats the first.
@Component
class DestroyKey implements Worker {
    static final String QUEUE = "key-destruction";

    /// How long a key store that is away is waited for.
    static final Duration PATIENCE = Duration.ofDays(365);

    private static final Logger LOG = LoggerFactory.getLogger(DestroyKey.class);

    private final SigningKeys keys;
    private final Credentials credentials;
    private final WorkQueue work;
    private final AuditLog audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    DestroyKey(
            SigningKeys keys,
            Credentials credentials,
            WorkQueue work,
            AuditLog audit,
            TransactionOperations transaction,
            InstantSource clock) {
        this.keys = keys;
        this.credentials = credentials;
        this.work = work;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
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
        CredentialId id = new CredentialId(UUID.fromString(item.key()));
        keys.destroy(id);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        transaction.executeWithoutResult(status -> {
            credentials.find(id).ifPresent(credential -> {
                if (credentials.markDestroyed(credential, now)) {
                    audit.record(
                            "key-destroyed",
                            id.toString(),
                            "service:signing-service",
                            EventEnvelope.PLATFORM,
                            Map.of("why", "certificate-revoked"));
                }
            });
            if (!work.finish(item)) {
                status.setRollbackOnly();
            }
        });
    }

    @Override
    public void expired(WorkItem item) {
        LOG.error("The key of credential {} could not be destroyed", item.key());
        work.retryLater(item, Duration.ofHours(1), "the key store has been away for a year");
    }
}
