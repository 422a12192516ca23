package vn.kyso.contracts.envelope;

/// An event's payload is over [EventEnvelope#MAX_PAYLOAD_BYTES]; the caller's transaction must not commit.
public final class EventTooLargeException extends RuntimeException {
    public EventTooLargeException(String type, int bytes) {
        super("Event " + type + " has " + bytes + " bytes; at most " + EventEnvelope.MAX_PAYLOAD_BYTES
                + " may travel. Ask for fewer documents, or shorter names, in one request.");
    }
}
