package vn.kyso.notification.inbox;

import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.messaging.EventListener;

/// Keeps how requests ended as a whole, for the signer's history, and tells the phone that waits for it.
@Component
class FinishedListener implements EventListener {
    private final InboxFacts facts;
    private final InboxChanges changes;

    FinishedListener(InboxFacts facts, InboxChanges changes) {
        this.facts = facts;
        this.changes = changes;
    }

    @Override
    public Topic topic() {
        return Topic.SIGN_REQUEST_FINISHED;
    }

    @Override
    public void on(EventEnvelope event) {
        SignRequestFinished finished = Payloads.of(event, SignRequestFinished.class);
        Payloads.requireKey(event, finished.requestId());
        if (facts.finished(finished)) {
            facts.lock(finished.requestId())
                    .ifPresent(request -> changes.add(request.signer(), finished.requestId(), InboxChanges.FINISHED));
        }
    }
}
