package vn.kyso.signing.signature;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent.SignatureCreated;
import vn.kyso.contracts.event.SignatureCreatedEvent.SignatureFailed;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.Outbox;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;
import vn.kyso.signing.session.ApprovedSessions;
import vn.kyso.signing.session.Session;
import vn.kyso.signing.session.SessionState.Approved;
import vn.kyso.signing.session.SigningQueue;
import vn.kyso.signing.signature.SignatureMade.Impossible;
import vn.kyso.signing.signature.SignatureMade.Made;
import vn.kyso.signing.signature.SignatureMade.NotNow;

/// The worker of one document: reads what was approved, makes the signature outside any transaction, and commits the
/// result if nobody did before. A crash in between means that the key acts once more on the same digest; both uses are
/// audited, one result counts.
@Component
class SignDocument implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(SignDocument.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ApprovedSessions sessions;
    private final MakeSignature makeSignature;
    private final Signatures signatures;
    private final Outbox outbox;
    private final WorkQueue work;
    private final AuditLog audit;
    private final MeterRegistry metrics;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    SignDocument(
            ApprovedSessions sessions,
            MakeSignature makeSignature,
            Signatures signatures,
            Outbox outbox,
            WorkQueue work,
            AuditLog audit,
            MeterRegistry metrics,
            TransactionOperations transaction,
            InstantSource clock) {
        this.sessions = sessions;
        this.makeSignature = makeSignature;
        this.signatures = signatures;
        this.outbox = outbox;
        this.work = work;
        this.audit = audit;
        this.metrics = metrics;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String queue() {
        return SigningQueue.NAME;
    }

    @Override
    public boolean keyedBySignRequest() {
        return true;
    }

    /// Most of the time goes into waiting for the TSA, so more than there are keys at work.
    @Override
    public int concurrency() {
        return 8;
    }

    @Override
    public void work(WorkItem item) {
        SigningQueue.Key key = SigningQueue.key(item);
        if (signatures.decided(key.requestId(), key.documentId())) {
            transaction.executeWithoutResult(_ -> work.finish(item));
            return;
        }
        Session session = sessions.find(key.requestId())
                .orElseThrow(() -> new IllegalStateException("Request " + key.requestId() + " is not approved"));
        DocumentToSign document = document(session, key);
        long started = System.nanoTime();
        SignatureMade made = makeSignature.make(session, (Approved) session.state(), document, item.attempt());
        metrics.timer("kyso.signing.signature", "result", made.getClass().getSimpleName())
                .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        Instant now = clock.instant();
        switch (made) {
            case Made(byte[] cms) -> created(item, session, document, cms, now);
            case Impossible(ProblemType reason, String detail) -> failed(item, session, key, reason, detail, now);
            case NotNow(ProblemType reason, String detail) -> {
                LOG.warn("Document {} is not signed yet: {}, {}", item.key(), reason.code(), detail);
                signatures.trouble(key.requestId(), key.documentId(), reason, now);
                work.retryLater(item, pause(item.attempt()), reason.code());
            }
        }
    }

    @Override
    public void expired(WorkItem item) {
        SigningQueue.Key key = SigningQueue.key(item);
        Optional<Session> session = sessions.find(key.requestId());
        if (session.isEmpty() || signatures.decided(key.requestId(), key.documentId())) {
            transaction.executeWithoutResult(_ -> work.finish(item));
            return;
        }
        ProblemType reason =
                signatures.lastTrouble(key.requestId(), key.documentId()).orElse(ProblemType.KEY_UNAVAILABLE);
        failed(item, session.get(), key, reason, "The time for signing ran out", clock.instant());
    }

    private void created(WorkItem item, Session session, DocumentToSign document, byte[] cms, Instant now) {
        byte[] digest = sha256(cms);
        SignatureCreated event = new SignatureCreated(
                session.requestId(),
                document.documentId(),
                document.digest(),
                session.asked().certificateDigest(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(cms),
                now);
        commit(
                item,
                session,
                event,
                "signature-created",
                Map.of("digest", document.digest(), "cmsSha256", base64(digest)),
                () -> signatures.created(session.requestId(), document.documentId(), digest, now));
    }

    private void failed(
            WorkItem item, Session session, SigningQueue.Key key, ProblemType reason, String detail, Instant now) {
        commit(
                item,
                session,
                new SignatureFailed(key.requestId(), key.documentId(), reason.code(), detail, now),
                "signature-failed",
                Map.of("reason", reason.code()),
                () -> signatures.failed(key.requestId(), key.documentId(), reason, now));
    }

    /// The result, its event, its audit row and the end of the work, or none of them.
    private void commit(
            WorkItem item,
            Session session,
            SignatureCreatedEvent event,
            String action,
            Map<String, String> details,
            BooleanSupplier first) {
        transaction.executeWithoutResult(status -> {
            if (first.getAsBoolean()) {
                // A document's requests follow one another, so microseconds order its versions.
                Instant now = clock.instant();
                long version = Math.addExact(now.getEpochSecond() * 1_000_000, now.getNano() / 1_000);
                outbox.append(EventTypes.envelope(event, event.documentId(), session.tenant(), version, now));
                audit.record(
                        action,
                        session.requestId() + "/" + event.documentId(),
                        "service:signing-service",
                        session.tenant(),
                        details);
            }
            if (!work.finish(item)) {
                status.setRollbackOnly();
            }
        });
    }

    private static DocumentToSign document(Session session, SigningQueue.Key key) {
        return session.asked().documents().stream()
                .filter(d -> d.documentId().equals(key.documentId()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Document " + key.documentId() + " was not approved"));
    }

    private static Duration pause(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(attempt - 1, 0), 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
