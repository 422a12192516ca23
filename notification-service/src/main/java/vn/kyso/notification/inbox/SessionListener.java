package vn.kyso.notification.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SessionChangedEvent.AnswerRefused;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalAccepted;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SessionChangedEvent.ClosedWithoutSignature;
import vn.kyso.contracts.event.SessionChangedEvent.ReminderDue;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.ParkedEvents;
import vn.kyso.messaging.UnprocessableEventException;
import vn.kyso.notification.push.Notice;
import vn.kyso.notification.push.Notices;

/// Hears what the signing-service asks of signers and what it decided (step 5 of the signing cycle).
@Component
class SessionListener implements EventListener {
    private final InboxFacts facts;
    private final InboxChanges changes;
    private final Notices notices;
    private final ParkedEvents parked;
    private final InstantSource clock;

    SessionListener(InboxFacts facts, InboxChanges changes, Notices notices, ParkedEvents parked, InstantSource clock) {
        this.facts = facts;
        this.changes = changes;
        this.notices = notices;
        this.parked = parked;
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.SESSION_CHANGED;
    }

    @Override
    public void on(EventEnvelope event) {
        SessionChangedEvent said = Payloads.of(event, SessionChangedEvent.class);
        Payloads.requireKey(event, said.requestId());
        switch (said) {
            case ApprovalRequested asked -> asked(asked, event);
            case ReminderDue due -> reminded(due, event);
            case AnswerRefused refused -> answerRefused(refused, event);
            case ApprovalAccepted accepted -> decided(event, InboxFacts.Kind.APPROVED, null, accepted.at());
            case ClosedWithoutSignature closed -> decided(event, InboxFacts.Kind.CLOSED, closed.reason(), closed.at());
        }
    }

    private void asked(ApprovalRequested asked, EventEnvelope event) {
        if (!asked.tenant().equals(event.tenant()) || asked.documents().isEmpty()) {
            throw new UnprocessableEventException(
                    ProblemType.EVENT_REFUSED, "A request needs documents and the tenant of its event");
        }
        if (!facts.asked(asked, new String(event.payload(), StandardCharsets.UTF_8), event.version())) {
            return;
        }
        Optional<String> decision = facts.decision(asked.requestId());
        if (decision.isPresent()) {
            changes.add(asked.signer(), asked.requestId(), decision.get());
        } else {
            changes.add(asked.signer(), asked.requestId(), InboxChanges.REQUEST);
            notices.tell(new Notice(
                    asked.requestId(),
                    asked.tenant(),
                    asked.signer(),
                    asked.requester(),
                    0,
                    asked.askedAt(),
                    asked.approveUntil(),
                    !asked.authenticators().isEmpty()));
        }
        parked.release(place(asked.requestId()));
    }

    private void reminded(ReminderDue due, EventEnvelope event) {
        Optional<InboxFacts.Known> known = facts.lock(due.requestId());
        if (known.isEmpty()) {
            if (facts.decision(due.requestId()).isEmpty()) {
                parked.park(event, place(due.requestId()));
            }
            return;
        }
        InboxFacts.Known request = known.get();
        if (!facts.reminded(due.requestId(), event.version())
                || request.decision() != null
                || !clock.instant().isBefore(request.approveUntil())) {
            return;
        }
        changes.add(request.signer(), request.requestId(), InboxChanges.REQUEST);
        notices.tell(new Notice(
                request.requestId(),
                request.tenant(),
                request.signer(),
                request.requester(),
                event.version(),
                request.askedAt(),
                request.approveUntil(),
                true));
    }

    private void answerRefused(AnswerRefused refused, EventEnvelope event) {
        Optional<InboxFacts.Known> known = facts.lock(refused.requestId());
        if (known.isEmpty()) {
            if (facts.decision(refused.requestId()).isEmpty()) {
                parked.park(event, place(refused.requestId()));
            }
            return;
        }
        if (facts.answerRefused(refused.requestId(), event.version(), refused.reason())
                && known.get().decision() == null) {
            changes.add(known.get().signer(), refused.requestId(), InboxChanges.ANSWER_REFUSED);
        }
    }

    private void decided(EventEnvelope event, InboxFacts.Kind kind, @Nullable String reason, Instant at) {
        // The request's row is locked first, as an answer does, so that no answer passes a decision.
        Optional<InboxFacts.Known> known = facts.lock(event.key());
        if (!facts.decided(event.key(), event.version(), kind, reason, at)) {
            return;
        }
        notices.withdraw(event.key());
        known.ifPresent(request -> changes.add(
                request.signer(),
                request.requestId(),
                kind == InboxFacts.Kind.APPROVED ? InboxChanges.APPROVED : InboxChanges.CLOSED));
    }

    private static String place(String requestId) {
        return "request:" + requestId;
    }
}
