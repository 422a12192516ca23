package vn.kyso.contracts.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;

/// The wire name and topic of each payload, and its JSON. A name is public for ever; a payload that can't be read by
/// its older readers gets a new one (docs/events.md).
public enum EventTypes {
    SIGNATURE_ASKED("vn.kyso.signature-asked.v1", Topic.SIGN_REQUESTED, SignRequestedEvent.SignatureAsked.class),
    REMINDED("vn.kyso.reminded.v1", Topic.SIGN_REQUESTED, SignRequestedEvent.Reminded.class),
    CANCEL_ASKED("vn.kyso.cancel-asked.v1", Topic.SIGN_REQUESTED, SignRequestedEvent.CancelAsked.class),
    APPROVAL_REQUESTED(
            "vn.kyso.approval-requested.v1", Topic.SESSION_CHANGED, SessionChangedEvent.ApprovalRequested.class),
    REMINDER_DUE("vn.kyso.reminder-due.v1", Topic.SESSION_CHANGED, SessionChangedEvent.ReminderDue.class),
    ANSWER_REFUSED("vn.kyso.answer-refused.v1", Topic.SESSION_CHANGED, SessionChangedEvent.AnswerRefused.class),
    APPROVAL_ACCEPTED("vn.kyso.approval-accepted.v1", Topic.SESSION_CHANGED, SessionChangedEvent.ApprovalAccepted.class),
    CLOSED_WITHOUT_SIGNATURE(
            "vn.kyso.closed-without-signature.v1",
            Topic.SESSION_CHANGED,
            SessionChangedEvent.ClosedWithoutSignature.class),
    NOTIFICATION_SENT("vn.kyso.notification-sent.v1", Topic.SIGNER_REACHED, SignerReachedEvent.NotificationSent.class),
    REQUEST_OPENED("vn.kyso.request-opened.v1", Topic.SIGNER_REACHED, SignerReachedEvent.RequestOpened.class),
    NO_DEVICE("vn.kyso.no-device.v1", Topic.SIGNER_REACHED, SignerReachedEvent.NoDevice.class),
    APPROVAL_GIVEN("vn.kyso.approval-given.v1", Topic.APPROVAL_RECEIVED, ApprovalReceivedEvent.ApprovalGiven.class),
    APPROVAL_DECLINED(
            "vn.kyso.approval-declined.v1", Topic.APPROVAL_RECEIVED, ApprovalReceivedEvent.ApprovalDeclined.class),
    SIGNATURE_CREATED(
            "vn.kyso.signature-created.v1", Topic.SIGNATURE_CREATED, SignatureCreatedEvent.SignatureCreated.class),
    SIGNATURE_FAILED(
            "vn.kyso.signature-failed.v1", Topic.SIGNATURE_CREATED, SignatureCreatedEvent.SignatureFailed.class),
    DOCUMENT_SIGNED("vn.kyso.document-signed.v1", Topic.DOCUMENT_SIGNED, DocumentSigned.class),
    SIGN_REQUEST_FINISHED(
            "vn.kyso.sign-request-finished.v1", Topic.SIGN_REQUEST_FINISHED, SignRequestFinished.class),
    CERTIFICATE_STATE("vn.kyso.certificate-state.v1", Topic.CERTIFICATE_CHANGED, CertificateState.class),
    TRUST_ANCHOR_STATE("vn.kyso.trust-anchor-state.v1", Topic.CERTIFICATE_CHANGED, TrustAnchorState.class),
    AUTHENTICATOR_STATE("vn.kyso.authenticator-state.v1", Topic.AUTHENTICATOR_CHANGED, AuthenticatorState.class);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String type;
    private final Topic topic;
    private final Class<? extends EventPayload> payload;

    EventTypes(String type, Topic topic, Class<? extends EventPayload> payload) {
        this.type = type;
        this.topic = topic;
        this.payload = payload;
    }

    /// The event's name on the wire.
    public String type() {
        return type;
    }

    /// Where events of this type travel.
    public Topic topic() {
        return topic;
    }

    /// The record that holds it.
    public Class<? extends EventPayload> payload() {
        return payload;
    }

    /// The event type of that wire name, if it is one of ours.
    public static Optional<EventTypes> of(String type) {
        return Arrays.stream(values()).filter(t -> t.type.equals(type)).findFirst();
    }

    private static EventTypes of(EventPayload payload) {
        return Arrays.stream(values())
                .filter(t -> t.payload == payload.getClass())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(payload.getClass() + " has no wire name"));
    }

    /// A new event with an id of its own, ready for the outbox.
    ///
    /// @param key the aggregate that it is about, and the partition key
    /// @param version of the aggregate; consumers ignore versions not newer than the one they hold
    /// @throws vn.kyso.contracts.envelope.EventTooLargeException if it may not travel; do not commit then
    public static EventEnvelope envelope(EventPayload payload, String key, String tenant, long version, Instant time) {
        EventTypes type = of(payload);
        return new EventEnvelope(
                UUID.randomUUID(),
                type.type,
                type.topic,
                key,
                tenant,
                version,
                time,
                JSON.writeValueAsBytes(payload));
    }

    /// What an event says.
    ///
    /// @throws EventUnreadableException if its type is unknown, belongs to another topic, or its JSON is not that type's
    public static EventPayload payloadOf(EventEnvelope event) throws EventUnreadableException {
        EventTypes type = of(event.type())
                .filter(t -> t.topic == event.topic())
                .orElseThrow(() -> new EventUnreadableException(
                        "Type " + event.type() + " is unknown on topic " + event.topic().id()));
        try {
            return JSON.readValue(event.payload(), type.payload);
        } catch (JacksonException e) {
            throw new EventUnreadableException("Not the JSON of " + event.type() + ": " + e.getOriginalMessage(), e);
        }
    }
}
