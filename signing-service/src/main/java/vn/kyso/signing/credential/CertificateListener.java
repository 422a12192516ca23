package vn.kyso.signing.credential;

import java.security.cert.X509Certificate;
import java.util.Base64;
import org.springframework.stereotype.Component;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.contracts.event.TrustAnchorState;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.ParkedEvents;
import vn.kyso.messaging.UnprocessableEventException;

/// The projection of `certificate-changed`: roots, and what [RecordCertificate] believes of certificates.
@Component
class CertificateListener implements EventListener {
    private final RecordCertificate record;
    private final TrustAnchors anchors;
    private final ParkedEvents parked;

    CertificateListener(RecordCertificate record, TrustAnchors anchors, ParkedEvents parked) {
        this.record = record;
        this.anchors = anchors;
        this.parked = parked;
    }

    @Override
    public Topic topic() {
        return Topic.CERTIFICATE_CHANGED;
    }

    @Override
    public void on(EventEnvelope event) {
        try {
            switch (EventTypes.payloadOf(event)) {
                case CertificateState state -> certificate(event, state);
                case TrustAnchorState state -> anchor(event, state);
                default ->
                    throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "Not a certificate's state");
            }
        } catch (EventUnreadableException | IllegalArgumentException e) {
            throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "The event can't be read", e);
        }
    }

    private void anchor(EventEnvelope event, TrustAnchorState state) {
        X509Certificate root = Certificates.parse(Base64.getUrlDecoder().decode(state.certificate()));
        if (root.getBasicConstraints() < 0) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The anchor is no CA");
        }
        String digest = anchors.put(state.name(), root, event.version());
        parked.release("anchor:" + digest);
    }

    private void certificate(EventEnvelope event, CertificateState state) {
        if (!event.key().equals(state.certificateDigest())) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The event's key is another certificate");
        }
        record.record(state, event.version()).ifPresent(root -> parked.park(event, "anchor:" + root));
    }
}
