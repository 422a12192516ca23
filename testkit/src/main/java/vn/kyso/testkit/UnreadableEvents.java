package vn.kyso.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.EventTypes;

/// Events that nobody can read, although they are whole and signed by whom they should be: of a type that does not
/// exist or belongs to another topic, and with a payload that is no JSON or not that of its type.
public final class UnreadableEvents {
    private UnreadableEvents() {}

    /// One of each kind.
    public static List<EventEnvelope> on(Topic topic) {
        String own = type(t -> t.topic() == topic);
        return List.of(
                event(topic, "vn.kyso.unheard-of.v1", "{}"),
                event(topic, type(t -> t.topic() != topic), "{}"),
                event(topic, own, "{\"requestId\":"),
                event(topic, own, ""),
                event(topic, own, "[]"));
    }

    private static String type(Predicate<EventTypes> which) {
        return Arrays.stream(EventTypes.values())
                .filter(which)
                .findFirst()
                .orElseThrow()
                .type();
    }

    private static EventEnvelope event(Topic topic, String type, String payload) {
        return new EventEnvelope(
                UUID.randomUUID(),
                type,
                topic,
                UUID.randomUUID().toString(),
                "demo",
                1,
                Instant.now(),
                payload.getBytes(StandardCharsets.UTF_8));
    }
}
