package vn.kyso.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;

/// `docs/asyncapi.yaml` says what the code says.
final class AsyncApiTest {
    @SuppressWarnings("NullAway.Init")
    private static Map<String, Object> document;

    @BeforeAll
    static void read() throws IOException {
        document = new Yaml().load(Files.readString(Path.of("../docs/asyncapi.yaml")));
    }

    @ParameterizedTest
    @EnumSource
    void describesTheTopic(Topic topic) {
        Map<String, Object> channel = map(map(document, "channels"), topic.id());
        assertThat(channel.get("address")).isEqualTo(topic.id());
        assertThat(map(channel, "messages").keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventTypes.values())
                        .filter(t -> t.topic() == topic)
                        .map(EventTypes::type)
                        .toList());
        Map<String, Object> kafka = map(map(map(channel, "bindings"), "kafka"), "topicConfiguration");
        assertThat(kafka.get("cleanup.policy")).isEqualTo(List.of(topic.compacted() ? "compact" : "delete"));
    }

    @ParameterizedTest
    @EnumSource
    void describesTheType(EventTypes type) {
        Map<String, Object> message = map(map(map(document, "components"), "messages"), type.type());
        assertThat(message.get("name")).isEqualTo(type.type());
        assertSchema(map(message, "payload"), type.payload());
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatTheServiceSends(Service service) {
        Set<Object> sent = new HashSet<>();
        for (Object operation : map(document, "operations").values()) {
            Map<String, Object> send = cast(operation);
            if (service.id().equals(send.get("x-service")) && "send".equals(send.get("action"))) {
                sent.add(map(send, "channel").get("$ref"));
            }
        }
        assertThat(sent)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values())
                        .filter(t -> t.producer() == service)
                        .map(t -> (Object) ("#/channels/" + t.id()))
                        .toList());
    }

    @Test
    void describesTheEnvelope() {
        assertThat(map(map(map(map(map(document, "components"), "messageTraits"), "event"), "headers"), "properties")
                        .keySet())
                .contains(
                        "ce_specversion",
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_subject",
                        "ce_time",
                        "ce_tenant",
                        "ce_version",
                        "ce_signature",
                        "content-type",
                        "traceparent");
    }

    private static void assertSchema(Map<String, Object> schema, Class<?> record) {
        List<String> required = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        assertThat(map(schema, "properties").keySet())
                .as("fields of %s", record.getSimpleName())
                .containsExactlyElementsOf(Arrays.stream(record.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        assertThat((List<?>) schema.get("required"))
                .as("required fields of %s", record.getSimpleName())
                .isEqualTo(required);
    }

    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return cast(Objects.requireNonNull(parent.get(key), key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }
}
