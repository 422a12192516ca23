package vn.kyso.document.played;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.testkit.EmbeddedParts;

/// How far a service's consumers are behind.
public final class ConsumerLag {
    private static final long WAIT_SECONDS = 20;

    private ConsumerLag() {}

    /// Records of a topic that the service's group has not taken yet.
    public static long of(String topicPrefix, String service, Topic topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", EmbeddedParts.kafka()))) {
            String name = topicPrefix + topic.id();
            TopicDescription described = Objects.requireNonNull(admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS)
                    .get(name));
            Map<TopicPartition, OffsetSpec> latest = described.partitions().stream()
                    .collect(Collectors.toMap(p -> new TopicPartition(name, p.partition()), p -> OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(latest).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
            Map<TopicPartition, OffsetAndMetadata> taken = admin.listConsumerGroupOffsets(topicPrefix + service)
                    .partitionsToOffsetAndMetadata()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue().offset() - offset(taken, end.getKey()))
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not say how far its consumers are", e);
        }
    }

    private static long offset(Map<TopicPartition, OffsetAndMetadata> taken, TopicPartition partition) {
        OffsetAndMetadata offset = taken.get(partition);
        return offset == null ? 0 : offset.offset();
    }
}
