package vn.kyso.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vn.kyso.contracts.envelope.Topic;

/// Compares how far the group has read the compacted topics with where they ended when this instance started. The
/// group's progress counts, not this instance's: all instances write the same projection.
final class Projections implements CatchUp, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Projections.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final BackOff TROUBLE = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(5));

    private final Broker broker;
    private final Topics topics;
    private final Supplier<Set<Topic>> listenedTo;
    private final Set<Topic> caughtUp = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private @Nullable Thread watcher;

    Projections(Broker broker, Topics topics, Supplier<Set<Topic>> listenedTo) {
        this.broker = broker;
        this.topics = topics;
        this.listenedTo = listenedTo;
    }

    @Override
    public boolean caughtUp(Topic topic) {
        return caughtUp.contains(topic);
    }

    @Override
    public void start() {
        running = true;
        List<Topic> consumed =
                listenedTo.get().stream().filter(Topic::compacted).toList();
        if (!consumed.isEmpty()) {
            watcher = Thread.ofVirtual().name("projections-catch-up").start(() -> watch(consumed));
        }
    }

    @Override
    public void stop() {
        running = false;
        if (watcher != null) {
            watcher.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.CONSUMERS;
    }

    private void watch(List<Topic> consumed) {
        try {
            topics.awaitReady();
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (int failures = 0; running && caughtUp.size() < consumed.size(); ) {
                try (Admin admin = broker.admin()) {
                    if (ends.isEmpty()) {
                        ends.putAll(ends(admin, consumed));
                    }
                    compareUntilCaughtUp(admin, ends, consumed);
                } catch (ExecutionException | TimeoutException | KafkaException e) {
                    LOG.warn("How far the projections are can't be seen at the moment: {}", e.toString());
                    Wakeup.pause(TROUBLE.after(++failures));
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Stopped before the projections were caught up");
        }
    }

    private Map<TopicPartition, Long> ends(Admin admin, List<Topic> consumed)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        var described = admin.describeTopics(
                        consumed.stream().map(broker::topic).toList())
                .allTopicNames()
                .get(10, TimeUnit.SECONDS);
        described.forEach((name, topic) -> {
            for (TopicPartitionInfo partition : topic.partitions()) {
                asked.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest());
            }
        });
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked).all().get(10, TimeUnit.SECONDS).forEach((p, offset) -> ends.put(p, offset.offset()));
        return ends;
    }

    private void compareUntilCaughtUp(Admin admin, Map<TopicPartition, Long> ends, List<Topic> consumed)
            throws ExecutionException, InterruptedException, TimeoutException {
        while (running && caughtUp.size() < consumed.size()) {
            var read = admin.listConsumerGroupOffsets(broker.group())
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS);
            for (Topic topic : consumed) {
                String name = broker.topic(topic);
                boolean all = ends.entrySet().stream()
                        .filter(end -> end.getKey().topic().equals(name) && end.getValue() > 0)
                        .allMatch(end -> {
                            var offset = read.get(end.getKey());
                            return offset != null && offset.offset() >= end.getValue();
                        });
                if (all && caughtUp.add(topic)) {
                    LOG.info("The projection of {} is caught up", topic.id());
                }
            }
            Wakeup.pause(BETWEEN_LOOKS);
        }
    }
}
