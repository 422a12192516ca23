package vn.kyso.messaging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.MDC;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;

/// What stands beside each log line while an event or a row of work is at hand: its tenant, its sign request where it
/// has one, and what it is. Closing it puts back what stood there before.
final class LogContext implements AutoCloseable {
    private static final String TENANT = "tenant";
    private static final String SIGN_REQUEST = "signRequest";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<Topic> KEYED_BY_REQUEST = Set.of(
            Topic.SIGN_REQUESTED,
            Topic.SESSION_CHANGED,
            Topic.SIGNER_REACHED,
            Topic.APPROVAL_RECEIVED,
            Topic.SIGN_REQUEST_FINISHED);
    private static final Set<Topic> KEYED_BY_DOCUMENT = Set.of(Topic.SIGNATURE_CREATED, Topic.DOCUMENT_SIGNED);

    private final Map<String, String> before;

    private LogContext(Map<String, String> entries) {
        Map<String, String> now = MDC.getCopyOfContextMap();
        before = now == null ? Map.of() : now;
        entries.forEach(MDC::put);
    }

    static LogContext of(EventEnvelope event) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(TENANT, event.tenant());
        entries.put("eventId", event.id().toString());
        entries.put("eventType", event.type());
        signRequest(event).ifPresent(request -> entries.put(SIGN_REQUEST, request));
        return new LogContext(entries);
    }

    /// @param keyedBySignRequest see [Worker#keyedBySignRequest]
    static LogContext of(WorkItem item, boolean keyedBySignRequest) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(TENANT, item.tenant());
        entries.put("work", item.queue() + "/" + item.key());
        if (keyedBySignRequest) {
            entries.put(SIGN_REQUEST, item.key().split("/", 2)[0]);
        }
        return new LogContext(entries);
    }

    /// Events about a document name the sign request in their payload, all others in their key or not at all.
    private static Optional<String> signRequest(EventEnvelope event) {
        if (KEYED_BY_REQUEST.contains(event.topic())) {
            return Optional.of(event.key());
        }
        if (!KEYED_BY_DOCUMENT.contains(event.topic())) {
            return Optional.empty();
        }
        try {
            JsonNode request = JSON.readTree(event.payload()).path("requestId");
            return request.isString() ? Optional.of(request.stringValue()) : Optional.empty();
        } catch (JacksonException _) {
            // Its listener can't read it either, and says so.
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        MDC.setContextMap(before);
    }
}
