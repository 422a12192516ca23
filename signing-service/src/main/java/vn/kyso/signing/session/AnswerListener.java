package vn.kyso.signing.session;

import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.ApprovalReceivedEvent;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalDeclined;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalGiven;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.ParkedEvents;
import vn.kyso.messaging.UnprocessableEventException;

/// What phones answer, by way of the notification-service (step 7 of the signing cycle). Verifying one takes a
/// millisecond and asks nobody, so the decision is the record: it is made in the event's own transaction.
@Component
class AnswerListener implements EventListener {
    private final Sessions sessions;
    private final DecideAnswer decide;
    private final ParkedEvents parked;

    AnswerListener(Sessions sessions, DecideAnswer decide, ParkedEvents parked) {
        this.sessions = sessions;
        this.decide = decide;
        this.parked = parked;
    }

    @Override
    public Topic topic() {
        return Topic.APPROVAL_RECEIVED;
    }

    @Override
    public void on(EventEnvelope event) {
        ApprovalReceivedEvent answer = payload(event);
        if (!answer.requestId().equals(event.key())) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The event's key is another request");
        }
        Optional<Session> session = sessions.lock(answer.requestId());
        if (session.isEmpty()) {
            parked.park(event, SignRequestListener.waitsFor(answer.requestId()));
            return;
        }
        if (!session.get().tenant().equals(event.tenant())) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The request is another tenant's");
        }
        switch (answer) {
            case ApprovalGiven given -> decide.approval(session.get(), given);
            case ApprovalDeclined declined -> decide.decline(session.get(), declined);
        }
    }

    private static ApprovalReceivedEvent payload(EventEnvelope event) {
        try {
            if (EventTypes.payloadOf(event) instanceof ApprovalReceivedEvent answer) {
                return answer;
            }
        } catch (EventUnreadableException e) {
            throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "The event can't be read", e);
        }
        throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "Not a phone's answer");
    }
}
