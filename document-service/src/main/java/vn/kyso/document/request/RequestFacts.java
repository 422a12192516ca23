package vn.kyso.document.request;

import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.EventPayload;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.DocumentId;
import vn.kyso.messaging.ParkedEvents;
import vn.kyso.messaging.UnprocessableEventException;

/// What the listeners of facts about requests have in common: the request is found and locked, its tenant is the
/// event's, and a fact about a request that is not known yet waits for it.
@Component
public class RequestFacts {
    private final SignRequests requests;
    private final ParkedEvents parked;

    RequestFacts(SignRequests requests, ParkedEvents parked) {
        this.requests = requests;
        this.parked = parked;
    }

    /// Records a fact under the request's row lock.
    ///
    /// @param <P> the payloads of the listener's topic
    public <P extends EventPayload> void record(
            EventEnvelope event,
            Class<P> payloads,
            java.util.function.Function<P, String> requestId,
            BiConsumer<SignRequest, P> fact) {
        P payload = read(event, payloads);
        UUID id = DocumentId.parse(requestId.apply(payload))
                .map(DocumentId::value)
                .orElseThrow(() -> new UnprocessableEventException(
                        ProblemType.EVENT_UNREADABLE, "No request has an identifier of that form"));
        Optional<SignRequest> locked = requests.lock(id);
        if (locked.isEmpty()) {
            parked.park(event, waitsForRequest(id));
            return;
        }
        if (!locked.get().tenant().equals(event.tenant())) {
            throw new UnprocessableEventException(
                    ProblemType.EVENT_REFUSED, "The event's tenant is not that of request " + id);
        }
        fact.accept(locked.get(), payload);
    }

    static String waitsForRequest(UUID request) {
        return "request:" + request;
    }

    private static <P extends EventPayload> P read(EventEnvelope event, Class<P> payloads) {
        try {
            EventPayload payload = EventTypes.payloadOf(event);
            if (payloads.isInstance(payload)) {
                return payloads.cast(payload);
            }
            throw new UnprocessableEventException(
                    ProblemType.EVENT_UNREADABLE,
                    event.type() + " has no place on " + event.topic().id());
        } catch (EventUnreadableException e) {
            throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    /// A reason as another service wrote it; one that this version does not know counts as its most general form.
    static ProblemType reason(String code) {
        try {
            return ProblemType.of(code);
        } catch (IllegalArgumentException e) {
            return ProblemType.SERVICE_UNAVAILABLE;
        }
    }
}
