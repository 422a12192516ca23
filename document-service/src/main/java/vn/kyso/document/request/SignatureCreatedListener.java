package vn.kyso.document.request;

import java.time.InstantSource;
import java.util.Base64;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.DocumentId;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.ParkedEvents;
import vn.kyso.messaging.UnprocessableEventException;
import vn.kyso.messaging.WorkQueue;

/// Records the signature that signing-service made for one document, and leaves a row of work for putting it in place
/// (steps 9 and 10 of the signing cycle). One that comes before the word that the approval was accepted waits for it.
@Component
class SignatureCreatedListener implements EventListener {
    private final RequestFacts facts;
    private final SignRequests requests;
    private final EndDocuments end;
    private final TimestampSizes timestampSizes;
    private final ParkedEvents parked;
    private final WorkQueue work;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final RequestSettings settings;

    SignatureCreatedListener(
            RequestFacts facts,
            SignRequests requests,
            EndDocuments end,
            TimestampSizes timestampSizes,
            ParkedEvents parked,
            WorkQueue work,
            JdbcClient jdbc,
            InstantSource clock,
            RequestSettings settings) {
        this.facts = facts;
        this.requests = requests;
        this.end = end;
        this.timestampSizes = timestampSizes;
        this.parked = parked;
        this.work = work;
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public Topic topic() {
        return Topic.SIGNATURE_CREATED;
    }

    @Override
    public void on(EventEnvelope event) {
        facts.record(event, SignatureCreatedEvent.class, SignatureCreatedEvent::requestId, (request, fact) -> {
            switch (request.state()) {
                case FINISHED -> {
                    // It ended without this document's signature; that was said, and stays.
                }
                case ASKED, AWAITING_APPROVAL ->
                    parked.park(event, SessionChangedListener.waitsForApproval(request.id()));
                case APPROVED -> record(request, fact);
            }
        });
    }

    private void record(SignRequest request, SignatureCreatedEvent fact) {
        DocumentId document = DocumentId.parse(fact.documentId())
                .filter(id -> requests.document(request.id(), id).isPresent())
                .orElseThrow(() -> new UnprocessableEventException(
                        ProblemType.EVENT_REFUSED, "Request " + request.id() + " has no such document"));
        switch (fact) {
            case SignatureCreatedEvent.SignatureCreated created -> keep(request, document, created);
            case SignatureCreatedEvent.SignatureFailed failed -> {
                ProblemType reason = RequestFacts.reason(failed.reason());
                if (reason == ProblemType.CONTENTS_OVERFLOW) {
                    timestampSizes.overflowed();
                }
                end.failed(request.id(), document, reason, failed.detail(), failed.at());
            }
        }
    }

    private void keep(SignRequest request, DocumentId document, SignatureCreatedEvent.SignatureCreated created) {
        byte[] cms;
        try {
            cms = Base64.getUrlDecoder().decode(created.cms());
        } catch (IllegalArgumentException e) {
            throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "The CMS is not base64url");
        }
        int kept = jdbc.sql("""
                        update request_document set cms = :cms
                        where request = :request and document = :document and state = 'prepared' and cms is null
                        """)
                .param("cms", cms)
                .param("request", request.id())
                .param("document", document.value())
                .update();
        if (kept == 1) {
            work.add(new NewWork(
                    SealingWork.QUEUE,
                    SealingWork.key(request.id(), document),
                    request.tenant(),
                    "{}",
                    clock.instant(),
                    clock.instant().plus(settings.sealWithin())));
        }
    }
}
