package vn.kyso.document.request;

import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.document.progress.Timeline;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.ParkedEvents;

/// Records what signing-service decided (steps 4 and 8 of the signing cycle). A fact older than the newest one known
/// changes nothing, and none changes a request that is over.
@Component
class SessionChangedListener implements EventListener {
    private final RequestFacts facts;
    private final EndDocuments end;
    private final Timeline timeline;
    private final ParkedEvents parked;
    private final JdbcClient jdbc;

    SessionChangedListener(
            RequestFacts facts, EndDocuments end, Timeline timeline, ParkedEvents parked, JdbcClient jdbc) {
        this.facts = facts;
        this.end = end;
        this.timeline = timeline;
        this.parked = parked;
        this.jdbc = jdbc;
    }

    @Override
    public Topic topic() {
        return Topic.SESSION_CHANGED;
    }

    @Override
    public void on(EventEnvelope event) {
        facts.record(event, SessionChangedEvent.class, SessionChangedEvent::requestId, (request, payload) -> {
            if (request.state() != SignRequestState.FINISHED && event.version() > request.sessionVersion()) {
                jdbc.sql("update sign_request set session_version = :version where id = :id")
                        .param("version", event.version())
                        .param("id", request.id())
                        .update();
                record(request, payload);
            }
        });
    }

    private void record(SignRequest request, SessionChangedEvent fact) {
        switch (fact) {
            case SessionChangedEvent.ApprovalRequested requested -> {
                if (request.state() == SignRequestState.ASKED) {
                    enter(request, SignRequestState.AWAITING_APPROVAL);
                    timeline.add(
                            request.id(),
                            "approval-requested",
                            requested.askedAt(),
                            Map.of("approveUntil", requested.approveUntil().toString()));
                }
            }
            case SessionChangedEvent.ReminderDue ignored -> {
                // The requester asked for it, and the timeline has it from then.
            }
            case SessionChangedEvent.AnswerRefused refused ->
                timeline.add(request.id(), "answer-refused", refused.at(), Map.of("reason", refused.reason()));
            case SessionChangedEvent.ApprovalAccepted accepted -> {
                if (request.state() != SignRequestState.APPROVED) {
                    enter(request, SignRequestState.APPROVED);
                    timeline.add(request.id(), "approved", accepted.at(), Map.of("deviceName", accepted.deviceName()));
                    parked.release(waitsForApproval(request.id()));
                }
            }
            case SessionChangedEvent.ClosedWithoutSignature closed -> {
                end.closed(
                        request,
                        SignRequestFinished.Outcome.valueOf(closed.outcome().name()),
                        RequestFacts.reason(closed.reason()),
                        closed.detail(),
                        closed.at());
                parked.release(waitsForApproval(request.id()));
            }
        }
    }

    private void enter(SignRequest request, SignRequestState state) {
        jdbc.sql("update sign_request set state = :state where id = :id")
                .param("state", state.wire())
                .param("id", request.id())
                .update();
    }

    static String waitsForApproval(UUID request) {
        return "approval:" + request;
    }
}
