package vn.kyso.contracts.envelope;

import java.util.Arrays;
import java.util.Optional;

/// A topic and the one service whose signature its events must carry (docs/events.md).
public enum Topic {
    SIGN_REQUESTED("sign-requested", Service.DOCUMENT, false),
    SESSION_CHANGED("session-changed", Service.SIGNING, false),
    SIGNER_REACHED("signer-reached", Service.NOTIFICATION, false),
    APPROVAL_RECEIVED("approval-received", Service.NOTIFICATION, false),
    SIGNATURE_CREATED("signature-created", Service.SIGNING, false),
    DOCUMENT_SIGNED("document-signed", Service.DOCUMENT, false),
    SIGN_REQUEST_FINISHED("sign-request-finished", Service.DOCUMENT, false),
    CERTIFICATE_CHANGED("certificate-changed", Service.CERTIFICATE, true),
    AUTHENTICATOR_CHANGED("authenticator-changed", Service.SIGNING, true);

    private final String id;
    private final Service producer;
    private final boolean compacted;

    Topic(String id, Service producer, boolean compacted) {
        this.id = id;
        this.producer = producer;
        this.compacted = compacted;
    }

    /// The topic's name on the broker.
    public String id() {
        return id;
    }

    /// The only service whose signature is accepted on this topic.
    public Service producer() {
        return producer;
    }

    /// Whether the broker keeps the last state per key instead of a history.
    public boolean compacted() {
        return compacted;
    }

    /// Where a consumer's dead letters of this topic go.
    public String deadLetterTopic(Service consumer) {
        return id + "." + consumer.id() + ".dlt";
    }

    /// The topic of that broker name, if it is one of ours.
    public static Optional<Topic> of(String id) {
        return Arrays.stream(values()).filter(t -> t.id.equals(id)).findFirst();
    }
}
