package vn.kyso.messaging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;

/// Creates the topics that this service writes and reads, with what the promises need of them, and lets the relay
/// and the consumers wait until they are there. The broker may be away when the service starts.
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private final Broker broker;
    private final MessagingProperties properties;
    private final Service self;
    private final Supplier<Set<Topic>> consumed;
    private final CountDownLatch ready = new CountDownLatch(1);

    Topics(Broker broker, MessagingProperties properties, Service self, Supplier<Set<Topic>> consumed) {
        this.broker = broker;
        this.properties = properties;
        this.self = self;
        this.consumed = consumed;
    }

    boolean ready() {
        return ready.getCount() == 0;
    }

    void awaitReady() throws InterruptedException {
        ready.await();
    }

    /// Creates what is missing. What exists is left as it is: its operators may know better.
    ///
    /// @throws KafkaException if the broker is away
    void ensure() throws InterruptedException {
        if (properties.createTopics()) {
            try (Admin admin = broker.admin()) {
                create(admin);
            }
        }
        ready.countDown();
    }

    private void create(Admin admin) throws InterruptedException {
        Map<String, NewTopic> wanted = wanted();
        var created = admin.createTopics(wanted.values()).values();
        for (var topic : created.entrySet()) {
            try {
                topic.getValue().get();
                LOG.info("Created topic {}", topic.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("Topic " + topic.getKey() + " could not be created", e.getCause());
                }
            }
        }
        warnOfOtherPartitions(admin, wanted);
    }

    private void warnOfOtherPartitions(Admin admin, Map<String, NewTopic> wanted) throws InterruptedException {
        for (var described :
                admin.describeTopics(wanted.keySet()).topicNameValues().entrySet()) {
            try {
                TopicDescription topic = described.getValue().get();
                NewTopic expected = wanted.get(described.getKey());
                if (expected != null && topic.partitions().size() != expected.numPartitions()) {
                    LOG.warn(
                            "Topic {} has {} partitions where {} are configured; it is left as it is",
                            topic.name(),
                            topic.partitions().size(),
                            expected.numPartitions());
                }
            } catch (ExecutionException e) {
                LOG.debug("Topic {} is not described yet", described.getKey(), e);
            }
        }
    }

    private Map<String, NewTopic> wanted() {
        Map<String, NewTopic> topics = new LinkedHashMap<>();
        for (Topic topic : Topic.values()) {
            if (topic.producer() == self || consumed.get().contains(topic)) {
                Map<String, String> configs = topic.compacted()
                        ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                        : kept(properties.retention());
                add(topics, broker.topic(topic), properties.partitions(), configs);
            }
            if (consumed.get().contains(topic)) {
                // One partition: few records, read by people, replayed in the order in which they failed.
                add(topics, broker.deadLetterTopic(topic), 1, kept(properties.deadLetterRetention()));
            }
        }
        return topics;
    }

    private void add(Map<String, NewTopic> topics, String name, int partitions, Map<String, String> configs) {
        Map<String, String> all = new TreeMap<>(configs);
        if (properties.replicationFactor() >= 3) {
            all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        Optional<Short> replicas =
                properties.replicationFactor() < 1 ? Optional.empty() : Optional.of(properties.replicationFactor());
        topics.put(name, new NewTopic(name, Optional.of(partitions), replicas).configs(all));
    }

    private static Map<String, String> kept(java.time.Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()));
    }
}
