package vn.kyso.notification.inbox;

import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.EventPayload;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.UnprocessableEventException;

/// Reads what an event says, or sends the event to the dead letters.
final class Payloads {
    private Payloads() {}

    static <T extends EventPayload> T of(EventEnvelope event, Class<T> expected) {
        try {
            EventPayload payload = EventTypes.payloadOf(event);
            if (expected.isInstance(payload)) {
                return expected.cast(payload);
            }
            throw new UnprocessableEventException(
                    ProblemType.EVENT_UNREADABLE, "Nothing of the kind " + expected.getSimpleName());
        } catch (EventUnreadableException e) {
            throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }

    /// An event is signed with its key; one that speaks of another aggregate could pass that one's order.
    static void requireKey(EventEnvelope event, String key) {
        if (!event.key().equals(key)) {
            throw new UnprocessableEventException(
                    ProblemType.EVENT_REFUSED, "The event's key is not what it speaks of");
        }
    }
}
