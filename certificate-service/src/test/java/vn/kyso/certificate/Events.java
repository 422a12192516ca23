package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.testkit.EmbeddedParts;

/// What the service has said on its topic, as a broker's reader sees it.
public final class Events {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final String topic;

    public Events(String topicPrefix) {
        this.topic = topicPrefix + Topic.CERTIFICATE_CHANGED.id();
    }

    /// Everything on the topic, as soon as something on it is what is waited for.
    public <T> List<T> until(Class<T> type, Predicate<T> waitedFor) {
        Instant deadline = Instant.now().plus(LONGEST);
        List<T> seen = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", EmbeddedParts.kafka(),
                        "auto.offset.reset", "earliest",
                        "allow.auto.create.topics", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of();
            while (Instant.now().isBefore(deadline)) {
                if (partitions.isEmpty()) {
                    partitions = consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
                    consumer.assign(partitions);
                    consumer.seekToBeginning(partitions);
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    read(record, type).forEach(seen::add);
                }
                if (seen.stream().anyMatch(waitedFor)) {
                    return seen;
                }
            }
        }
        assertThat(seen).as("what was waited for on " + topic).anyMatch(waitedFor);
        return seen;
    }

    private static <T> List<T> read(ConsumerRecord<String, byte[]> record, Class<T> type) {
        String name =
                new String(record.headers().lastHeader("ce_type").value(), java.nio.charset.StandardCharsets.UTF_8);
        return vn.kyso.contracts.event.EventTypes.of(name)
                .filter(t -> t.payload() == type)
                .map(t -> List.of(JSON.readValue(record.value(), type)))
                .orElse(List.of());
    }
}
