package vn.kyso.document.sealing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.Documents;
import vn.kyso.document.document.NewRevision;
import vn.kyso.document.document.Outlines;
import vn.kyso.document.document.Segments;
import vn.kyso.document.document.StoredBlob;
import vn.kyso.document.request.EndDocuments;
import vn.kyso.document.request.RequestDocument;
import vn.kyso.document.request.SealingWork;
import vn.kyso.document.request.SignRequest;
import vn.kyso.document.request.SignRequests;
import vn.kyso.document.request.TimestampSizes;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;
import vn.kyso.pades.PdfOutline;

/// Seals one document at a time. Assembling and storing happen outside any transaction; then the row of work, the new
/// revision (compare-and-set on its base), `document-signed` and, with the last document, the request's end commit
/// together. A crash anywhere before leaves a blob for the sweep and the row for the next worker.
@Component
class SealingWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(SealingWorker.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final SignRequests requests;
    private final AssembleSignedPdf assemble;
    private final Documents documents;
    private final Outlines outlines;
    private final Segments segments;
    private final EndDocuments end;
    private final TimestampSizes timestampSizes;
    private final WorkQueue work;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final Timer timer;

    SealingWorker(
            SignRequests requests,
            AssembleSignedPdf assemble,
            Documents documents,
            Outlines outlines,
            Segments segments,
            EndDocuments end,
            TimestampSizes timestampSizes,
            WorkQueue work,
            TransactionTemplate transaction,
            InstantSource clock,
            MeterRegistry meters) {
        this.requests = requests;
        this.assemble = assemble;
        this.documents = documents;
        this.outlines = outlines;
        this.segments = segments;
        this.end = end;
        this.timestampSizes = timestampSizes;
        this.work = work;
        this.transaction = transaction;
        this.clock = clock;
        this.timer = Timer.builder("kyso.document.seal")
                .description("Putting one signature in place, from lease to commit")
                .register(meters);
    }

    @Override
    public String queue() {
        return SealingWork.QUEUE;
    }

    @Override
    public boolean keyedBySignRequest() {
        return true;
    }

    @Override
    public void work(WorkItem item) {
        timer.record(() -> seal(item));
    }

    private void seal(WorkItem item) {
        SealingWork sealing = SealingWork.of(item.key());
        Optional<RequestDocument.Unsealed> unsealed = requests.unsealed(sealing.request(), sealing.document());
        if (unsealed.isEmpty()) {
            transaction.executeWithoutResult(tx -> work.finish(item));
            return;
        }
        SignRequest request = requests.find(sealing.request()).orElseThrow();
        switch (assemble.assemble(request, unsealed.get())) {
            case AssembleSignedPdf.Result.Assembled(var increments, var outline, int tokenBytes) -> {
                store(item, request, unsealed.get().document(), increments, outline);
                if (tokenBytes > 0) {
                    timestampSizes.seen(tokenBytes);
                }
            }
            case AssembleSignedPdf.Result.Refused(ProblemType reason, String detail) ->
                fail(item, sealing, reason, detail);
            case AssembleSignedPdf.Result.NotYet(ProblemType reason, String why) ->
                work.retryLater(item, pause(item.attempt()), reason.code() + ": " + why);
        }
    }

    @Override
    public void expired(WorkItem item) {
        SealingWork sealing = SealingWork.of(item.key());
        boolean needsStatus =
                requests.find(sealing.request()).map(r -> r.level().hasStatus()).orElse(false);
        fail(
                item,
                sealing,
                needsStatus ? ProblemType.REVOCATION_DATA_UNAVAILABLE : ProblemType.SERVICE_UNAVAILABLE,
                "It was tried until " + item.deadline());
    }

    private void store(
            WorkItem item, SignRequest request, RequestDocument document, List<byte[]> increments, PdfOutline outline) {
        StoredBlob blob = segments.store(request.tenant(), increments.toArray(byte[][]::new));
        NewRevision revision = outlines.seal(document.document(), document.baseRevision() + 1, outline);
        transaction.executeWithoutResult(tx -> {
            if (!commit(item, request, document, revision, blob)) {
                tx.setRollbackOnly();
            }
        });
    }

    private boolean commit(
            WorkItem item, SignRequest request, RequestDocument document, NewRevision revision, StoredBlob blob) {
        if (!work.finish(item)) {
            LOG.info("Another worker has document {} of request {} by now", document.document(), request.id());
            return false;
        }
        Instant now = clock.instant();
        Optional<Integer> number =
                documents.append(document.document(), document.baseRevision(), request.id(), revision, blob);
        return number.isPresent()
                ? end.signed(request.id(), document.document(), number.get(), revision, now)
                : end.failed(
                        request.id(),
                        document.document(),
                        ProblemType.CONFLICT,
                        "The document has another revision by now",
                        now);
    }

    private void fail(WorkItem item, SealingWork sealing, ProblemType reason, String detail) {
        LOG.warn("Document {} is not signed: {}: {}", sealing.document(), reason.code(), detail);
        transaction.executeWithoutResult(tx -> {
            if (work.finish(item)) {
                end.failed(sealing.request(), sealing.document(), reason, detail, clock.instant());
            } else {
                tx.setRollbackOnly();
            }
        });
    }

    private static Duration pause(int attempt) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempt, 9));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
