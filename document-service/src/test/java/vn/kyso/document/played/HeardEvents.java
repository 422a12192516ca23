package vn.kyso.document.played;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.EventPayload;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.testkit.EmbeddedParts;

/// What document-service said, from the beginning.
public final class HeardEvents implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<EventPayload> heard = new CopyOnWriteArrayList<>();
    private final Thread listener;
    private volatile boolean running = true;

    public HeardEvents(String topicPrefix) {
        listener = Thread.ofPlatform().daemon().name("heard-events").start(() -> listen(topicPrefix));
    }

    private void listen(String topicPrefix) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        EmbeddedParts.kafka(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = PlayedServices.written().stream()
                    .flatMap(topic -> partitions(consumer, topicPrefix + topic))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (running) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> heard.add(read(message)));
            }
        }
    }

    private static Stream<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        // The service makes its topics while it starts.
        List<PartitionInfo> found = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> consumer.listTopics().getOrDefault(topic, List.of()), list -> !list.isEmpty());
        return found.stream().map(p -> new TopicPartition(p.topic(), p.partition()));
    }

    private static EventPayload read(ConsumerRecord<byte[], byte[]> message) {
        String type = new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        return JSON.readValue(message.value(), EventTypes.of(type).orElseThrow().payload());
    }

    /// All payloads of this kind that fit.
    public <P extends EventPayload> List<P> all(Class<P> type, Predicate<P> fits) {
        return heard.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(fits)
                .toList();
    }

    /// The first that fits, once it is there.
    public <P extends EventPayload> P await(Class<P> type, Predicate<P> fits) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !all(type, fits).isEmpty());
        return all(type, fits).getFirst();
    }

    @Override
    public void close() {
        running = false;
        try {
            listener.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
