package vn.kyso.document.document;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Reads stored revisions back whole and compares them with their digests: each new one soon after it came, all of them
/// again from time to time. A revision that differs is quarantined, with all that stand on its bytes.
@Component
class CheckRevisions {
    private static final Logger LOG = LoggerFactory.getLogger(CheckRevisions.class);

    /// Longer than reading the largest file takes; then another instance may try.
    private static final Duration LEASE = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final Documents documents;
    private final InstantSource clock;
    private final DocumentSettings settings;
    private final Counter quarantined;
    private final AtomicBoolean running = new AtomicBoolean();

    CheckRevisions(
            JdbcClient jdbc,
            Documents documents,
            InstantSource clock,
            DocumentSettings settings,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.clock = clock;
        this.settings = settings;
        this.quarantined = Counter.builder("kyso.document.revisions.quarantined")
                .description("Stored revisions whose bytes were found to differ from their digest")
                .register(meters);
    }

    /// By rate, as what goes by delay shares one thread; one run at a time.
    @Scheduled(
            initialDelayString = "${kyso.document.housekeeping-every:PT1M}",
            fixedRateString = "${kyso.document.housekeeping-every:PT1M}")
    void run() {
        if (running.compareAndSet(false, true)) {
            try {
                checkDue();
            } finally {
                running.set(false);
            }
        }
    }

    private void checkDue() {
        Optional<Revision> due = nextDue();
        while (due.isPresent()) {
            check(due.get());
            due = nextDue();
        }
    }

    private Optional<Revision> nextDue() {
        Instant now = clock.instant();
        record Key(UUID document, int number) {}
        return jdbc.sql("""
                        update revision set check_until = :until where (document, number) in (
                            select document, number from revision
                            where quarantined_at is null
                              and (checked_at is null or checked_at < :due)
                              and (check_until is null or check_until < :now)
                            order by checked_at nulls first limit 1 for update skip locked)
                        returning document, number
                        """)
                .param("until", Documents.time(now.plus(LEASE)))
                .param("due", Documents.time(now.minus(settings.checkEvery())))
                .param("now", Documents.time(now))
                .query(Key.class)
                .optional()
                .flatMap(key -> documents.revision(new DocumentId(key.document()), key.number()));
    }

    private void check(Revision revision) {
        try (RevisionContent content = documents.content(revision.document(), revision.number())) {
            MessageDigest digest = Sha256.start();
            if (content.size() == revision.size()) {
                content.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest), 0, content.size());
            }
            if (Sha256.of(digest.digest()).equals(revision.sha256())) {
                jdbc.sql("""
                                update revision set checked_at = :now, check_until = null
                                where document = :document and number = :number
                                """)
                        .param("now", Documents.time(clock.instant()))
                        .param("document", revision.document().value())
                        .param("number", revision.number())
                        .update();
            } else {
                quarantine(revision);
            }
        } catch (IOException e) {
            // A store that is away says nothing about the bytes: the lease runs out, and the check is made again.
            LOG.error("Document {} revision {} could not be read back", revision.document(), revision.number(), e);
        }
    }

    private void quarantine(Revision revision) {
        LOG.error(
                "Document {} revision {}: the stored bytes differ from the digest; quarantined",
                revision.document(),
                revision.number());
        quarantined.increment();
        jdbc.sql("""
                        update revision set quarantined_at = :now
                        where document = :document and number >= :number and quarantined_at is null
                        """)
                .param("now", Documents.time(clock.instant()))
                .param("document", revision.document().value())
                .param("number", revision.number())
                .update();
    }
}
