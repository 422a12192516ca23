package vn.kyso.notification.inbox;

import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.DocumentSigned;
import vn.kyso.messaging.EventListener;

/// Keeps which documents were signed, for the signer's history.
@Component
class DocumentSignedListener implements EventListener {
    private final InboxFacts facts;

    DocumentSignedListener(InboxFacts facts) {
        this.facts = facts;
    }

    @Override
    public Topic topic() {
        return Topic.DOCUMENT_SIGNED;
    }

    @Override
    public void on(EventEnvelope event) {
        DocumentSigned signed = Payloads.of(event, DocumentSigned.class);
        Payloads.requireKey(event, signed.documentId());
        facts.signed(signed);
    }
}
