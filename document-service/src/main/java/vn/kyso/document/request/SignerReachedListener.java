package vn.kyso.document.request;

import java.util.Map;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.SignerReachedEvent;
import vn.kyso.document.progress.Timeline;
import vn.kyso.messaging.EventListener;

/// Records how far a request got towards the signer's eyes (step 5 of the signing cycle). It changes no state, so an
/// entry only comes late to a request that is over.
@Component
class SignerReachedListener implements EventListener {
    private final RequestFacts facts;
    private final Timeline timeline;

    SignerReachedListener(RequestFacts facts, Timeline timeline) {
        this.facts = facts;
        this.timeline = timeline;
    }

    @Override
    public Topic topic() {
        return Topic.SIGNER_REACHED;
    }

    @Override
    public void on(EventEnvelope event) {
        facts.record(event, SignerReachedEvent.class, SignerReachedEvent::requestId, (request, fact) -> {
            if (request.state() != SignRequestState.FINISHED) {
                record(request, fact);
            }
        });
    }

    private void record(SignRequest request, SignerReachedEvent fact) {
        switch (fact) {
            case SignerReachedEvent.NotificationSent sent ->
                timeline.add(
                        request.id(),
                        "sent",
                        sent.at(),
                        Map.of("channel", sent.channel(), "deviceName", sent.deviceName()));
            case SignerReachedEvent.RequestOpened opened ->
                timeline.add(request.id(), "opened", opened.at(), Map.of("deviceName", opened.deviceName()));
            case SignerReachedEvent.NoDevice none -> timeline.add(request.id(), "no-device", none.at(), Map.of());
        }
    }
}
