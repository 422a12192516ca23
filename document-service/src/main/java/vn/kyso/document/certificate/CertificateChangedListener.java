package vn.kyso.document.certificate;

import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.contracts.event.TrustAnchorState;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.UnprocessableEventException;

/// Keeps the projection of certificates up to date.
@Component
class CertificateChangedListener implements EventListener {
    private final KnownCertificates certificates;

    CertificateChangedListener(KnownCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public Topic topic() {
        return Topic.CERTIFICATE_CHANGED;
    }

    @Override
    public void on(EventEnvelope event) {
        try {
            switch (EventTypes.payloadOf(event)) {
                case CertificateState state -> certificates.record(state, event.version());
                case TrustAnchorState state -> certificates.record(state, event.version());
                default ->
                    throw new UnprocessableEventException(
                            ProblemType.EVENT_UNREADABLE, event.type() + " is not about a certificate");
            }
        } catch (EventUnreadableException | IllegalArgumentException e) {
            throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, String.valueOf(e.getMessage()));
        }
    }
}
