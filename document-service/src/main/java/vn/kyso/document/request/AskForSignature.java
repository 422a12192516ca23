package vn.kyso.document.request;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.EventTooLargeException;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.certificate.ChooseCertificate;
import vn.kyso.document.certificate.KnownCertificate;
import vn.kyso.document.document.Document;
import vn.kyso.document.document.DocumentId;
import vn.kyso.document.document.Documents;
import vn.kyso.document.document.FileName;
import vn.kyso.document.document.Sha256;
import vn.kyso.document.picture.ReadPictures;
import vn.kyso.document.progress.Timeline;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.LogContext;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;
import vn.kyso.frame.settings.SignerKey;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.Outbox;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.pades.ContentsSize;
import vn.kyso.pades.stamp.StampPicture;

/// Step 3 of the signing cycle: every document is prepared, then the request, the prepared revisions, the hold on the
/// documents and `signature-asked` commit together, or nothing does.
@Component
class AskForSignature {
    /// As long as `signature-asked` allows (docs/events.md).
    private static final int LONGEST_NAME = 120;

    /// Of a stamp's picture in all documents of a request together: each has its own, and all are held at once.
    private static final int MOST_PICTURE_BYTES = 32 << 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Documents documents;
    private final ChooseCertificate certificates;
    private final SignerLookUps lookUps;
    private final PrepareDocument prepare;
    private final ReadPictures pictures;
    private final TimestampSizes timestampSizes;
    private final SignRequests requests;
    private final Timeline timeline;
    private final Outbox outbox;
    private final WorkQueue work;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final RequestSettings settings;
    private final SignerKey signerKey;

    AskForSignature(
            Documents documents,
            ChooseCertificate certificates,
            SignerLookUps lookUps,
            PrepareDocument prepare,
            ReadPictures pictures,
            TimestampSizes timestampSizes,
            SignRequests requests,
            Timeline timeline,
            Outbox outbox,
            WorkQueue work,
            AuditLog audit,
            TransactionTemplate transaction,
            InstantSource clock,
            RequestSettings settings,
            SignerKey signerKey) {
        this.documents = documents;
        this.certificates = certificates;
        this.lookUps = lookUps;
        this.prepare = prepare;
        this.pictures = pictures;
        this.timestampSizes = timestampSizes;
        this.requests = requests;
        this.timeline = timeline;
        this.outbox = outbox;
        this.work = work;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
        this.signerKey = signerKey;
    }

    /// Asks; outside any transaction.
    UUID ask(Requester requester, Ask ask) {
        List<Document> found = find(requester, ask);
        SignerRef signer = signerKey.refOf(ask.signer());
        try {
            return ask(requester, ask, found, signer);
        } catch (ProblemException refusal) {
            lookUps.refused(requester, signer, refusal);
            throw refusal;
        }
    }

    private UUID ask(Requester requester, Ask ask, List<Document> found, SignerRef signer) {
        KnownCertificate certificate = certificate(requester, signer, ask);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        UUID id = UUID.randomUUID();
        LogContext.signRequest(requester.tenant(), id.toString());
        List<PreparedDocument> prepared = prepare(requester, id, found, ask, certificate, now);
        SignRequest request = new SignRequest(
                id,
                requester.tenant(),
                requester.name(),
                ask.signer().value(),
                signer.value(),
                certificate.digest(),
                certificate.serial(),
                certificate.holder(),
                certificate.issuer(),
                ask.level(),
                ask.reason(),
                ask.location(),
                ask.withMatchCode() ? String.format("%02d", RANDOM.nextInt(100)) : null,
                SignRequestState.ASKED,
                null,
                null,
                null,
                now,
                now.plus(ask.validFor()),
                1,
                0,
                prepared.size());
        transaction.executeWithoutResult(tx -> commit(requester, request, prepared));
        return id;
    }

    private List<Document> find(Requester requester, Ask ask) {
        Map<DocumentId, Document> known = documents.findAll(
                requester.tenant(), ask.items().stream().map(Ask.Item::document).toList());
        List<Document> found = new ArrayList<>(ask.items().size());
        for (Ask.Item item : ask.items()) {
            Document document = known.get(item.document());
            if (document == null) {
                throw new ProblemException(ProblemType.NOT_FOUND, "There is no such document")
                        .with("documentId", item.document().toString());
            }
            found.add(document);
        }
        return found;
    }

    private KnownCertificate certificate(Requester requester, SignerRef signer, Ask ask) {
        return switch (certificates.choose(requester.tenant(), signer, ask.certificateSerial())) {
            case ChooseCertificate.Decision.Chosen(KnownCertificate certificate) -> certificate;
            case ChooseCertificate.Decision.Refused(ProblemType reason, String detail) ->
                throw new ProblemException(reason, detail);
        };
    }

    private List<PreparedDocument> prepare(
            Requester requester, UUID id, List<Document> found, Ask ask, KnownCertificate certificate, Instant now) {
        int reserved = ask.level().hasTimestamp()
                ? ContentsSize.withTimestamp(certificate.chain(), timestampSizes.largest())
                : ContentsSize.withoutTimestamp(certificate.chain());
        ZonedDateTime at = now.truncatedTo(ChronoUnit.SECONDS).atZone(settings.zone());
        StampPicture picture = picture(requester, ask);
        PrepareDocument.Wanted wanted = new PrepareDocument.Wanted(id, ask, certificate, at, picture, reserved);
        List<PreparedDocument> prepared = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            Document document = found.get(i);
            if (document.inOpenRequest()) {
                throw inOpenRequest(List.of(document.id()));
            }
            prepared.add(prepare.prepare(document, ask.items().get(i).placement(), wanted));
        }
        return prepared;
    }

    private @Nullable StampPicture picture(Requester requester, Ask ask) {
        UUID asked = ask.stamp().picture();
        if (asked == null) {
            return null;
        }
        StampPicture picture = pictures.of(requester.tenant(), asked);
        int most = Math.max(1, MOST_PICTURE_BYTES / picture.bytes());
        if (ask.items().size() > most) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_DOCUMENTS,
                    "With a picture of this size, ask for " + most + " documents at most at a time");
        }
        return picture;
    }

    private void commit(Requester requester, SignRequest request, List<PreparedDocument> prepared) {
        List<DocumentId> ids = prepared.stream().map(p -> p.document().id()).toList();
        List<DocumentId> taken = documents.claim(request.tenant(), ids, request.id());
        if (!taken.isEmpty()) {
            throw inOpenRequest(taken);
        }
        Map<DocumentId, Document> now = documents.findAll(request.tenant(), ids);
        prepared.forEach(
                p -> requireStillNewest(p.document(), now.get(p.document().id())));
        requests.insert(request, requester.subject(), prepared);
        timeline.add(request.id(), "asked", request.createdAt(), Map.of("documents", prepared.size()));
        append(request, prepared);
        work.add(new NewWork(
                OverdueRequestWorker.QUEUE,
                request.id().toString(),
                request.tenant(),
                "{}",
                request.expiresAt().plus(settings.askAgainAfter()),
                request.expiresAt().plus(settings.giveUpAfter())));
        audit.record(
                "signature-asked",
                request.id().toString(),
                "requester:" + requester.subject(),
                request.tenant(),
                Map.of(
                        "signer", request.signer(),
                        "certificate", request.certificateDigest(),
                        "documents", Integer.toString(prepared.size())));
    }

    /// Between preparing and claiming, another request may have come and gone.
    private static void requireStillNewest(Document prepared, @Nullable Document now) {
        if (now == null || now.current().number() != prepared.current().number()) {
            throw new ProblemException(
                            ProblemType.CONFLICT, "The document was signed meanwhile; look at it and ask again")
                    .with("documentId", prepared.id().toString());
        }
    }

    private void append(SignRequest request, List<PreparedDocument> prepared) {
        try {
            outbox.append(EventTypes.envelope(
                    new SignRequestedEvent.SignatureAsked(
                            request.id().toString(),
                            request.tenant(),
                            request.requester(),
                            request.signer(),
                            request.certificateDigest(),
                            request.level().wire(),
                            request.reason(),
                            request.location(),
                            request.matchCode(),
                            request.createdAt(),
                            request.expiresAt(),
                            prepared.stream().map(AskForSignature::toSign).toList()),
                    request.id().toString(),
                    request.tenant(),
                    request.version(),
                    request.createdAt()));
        } catch (EventTooLargeException e) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_DOCUMENTS,
                    "Together these documents' names are too long for one request; ask for fewer at a time",
                    e);
        }
    }

    private static DocumentToSign toSign(PreparedDocument p) {
        return new DocumentToSign(
                p.document().id().toString(),
                FileName.shortened(p.document().name(), LONGEST_NAME),
                Sha256.of(p.signature().digest()).value(),
                p.signature().contentsReservedBytes());
    }

    private static ProblemException inOpenRequest(List<DocumentId> documents) {
        return new ProblemException(
                        ProblemType.DOCUMENT_IN_OPEN_REQUEST, "Wait for the open sign request, or cancel it")
                .with(
                        "documentIds",
                        documents.stream().map(DocumentId::toString).toList());
    }
}
