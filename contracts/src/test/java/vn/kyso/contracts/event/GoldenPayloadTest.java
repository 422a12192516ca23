package vn.kyso.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;

/// What producers write and consumers read is what the golden payloads say, for as long as the type's name stands.
final class GoldenPayloadTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void thereIsASampleOfEveryType() {
        assertThat(SamplePayloads.all().keySet()).containsExactlyInAnyOrder(EventTypes.values());
    }

    @ParameterizedTest
    @EnumSource
    void writesTheGoldenPayload(EventTypes type) throws IOException {
        byte[] written = envelope(type).payload();
        assertThat(JSON.readTree(written))
                .as("golden/%s.json against %s", type.type(), new String(written, StandardCharsets.UTF_8))
                .isEqualTo(JSON.readTree(golden(type)));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheGoldenPayload(EventTypes type) throws IOException, EventUnreadableException {
        assertThat(EventTypes.payloadOf(received(type, golden(type)))).isEqualTo(sample(type));
    }

    @ParameterizedTest
    @EnumSource
    void ignoresFieldsThatALaterVersionAdded(EventTypes type) throws IOException, EventUnreadableException {
        String golden = new String(golden(type), StandardCharsets.UTF_8).strip();
        String later = golden.substring(0, golden.length() - 1) + ",\"addedLater\":{\"any\":[1]}}";
        assertThat(EventTypes.payloadOf(received(type, later.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(sample(type));
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNotItsJson(EventTypes type) {
        assertThatThrownBy(() -> EventTypes.payloadOf(received(type, "[]".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(EventUnreadableException.class);
        assertThatThrownBy(() -> EventTypes.payloadOf(received(type, new byte[] {'{', (byte) 0xFF})))
                .isInstanceOf(EventUnreadableException.class);
    }

    @Test
    void refusesATypeOnAnotherTopic() {
        EventTypes type = EventTypes.REMINDED;
        EventEnvelope elsewhere = new EventEnvelope(
                UUID.randomUUID(), type.type(), Topic.SIGNER_REACHED, "k", "demo", 1, Instant.EPOCH, new byte[] {'{', '}'});
        assertThatThrownBy(() -> EventTypes.payloadOf(elsewhere)).isInstanceOf(EventUnreadableException.class);
    }

    private static EventEnvelope envelope(EventTypes type) {
        return EventTypes.envelope(sample(type), "key", "demo", 1, Instant.EPOCH);
    }

    private static EventPayload sample(EventTypes type) {
        return Objects.requireNonNull(SamplePayloads.all().get(type));
    }

    private static EventEnvelope received(EventTypes type, byte[] payload) {
        return new EventEnvelope(
                UUID.randomUUID(), type.type(), type.topic(), "key", "demo", 1, Instant.EPOCH, payload);
    }

    private static byte[] golden(EventTypes type) throws IOException {
        String name = "/golden/" + type.type() + ".json";
        try (InputStream file = GoldenPayloadTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }
}
