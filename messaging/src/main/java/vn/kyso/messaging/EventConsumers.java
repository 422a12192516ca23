package vn.kyso.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import vn.kyso.contracts.envelope.Topic;

/// One listener container per topic that the service consumes, all in one group. Starts them once the topics exist,
/// without holding up the service: it is ready for its HTTP calls while the broker is away.
final class EventConsumers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumers.class);
    private static final BackOff TROUBLE = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(5));

    /// The client of 4.2 asks for no more after an empty answer until the poll ends (KAFKA-20780): as long as that
    /// lasts,
    /// an event may wait; with the default of five seconds it was up to 0.9.
    private static final Duration LONGEST_GAP = Duration.ofMillis(50);

    private final Broker broker;
    private final Topics topics;
    private final Receiver receiver;
    private final Map<Topic, EventListener> listeners;
    private final MessagingProperties properties;
    private final Map<Topic, ConcurrentMessageListenerContainer<byte[], byte[]>> containers =
            new EnumMap<>(Topic.class);
    private volatile boolean running;
    private @Nullable Thread starter;

    EventConsumers(
            Broker broker,
            Topics topics,
            Receiver receiver,
            Map<Topic, EventListener> listeners,
            MessagingProperties properties) {
        this.broker = broker;
        this.topics = topics;
        this.receiver = receiver;
        this.listeners = listeners;
        this.properties = properties;
    }

    /// By topic, the listeners that a service declares.
    ///
    /// @throws IllegalStateException if two want the same topic
    static Map<Topic, EventListener> byTopic(Collection<EventListener> listeners) {
        Map<Topic, EventListener> byTopic = new EnumMap<>(Topic.class);
        for (EventListener listener : listeners) {
            if (byTopic.put(listener.topic(), listener) != null) {
                throw new IllegalStateException("Two listeners of " + listener.topic());
            }
        }
        return byTopic;
    }

    @Override
    public void start() {
        running = true;
        starter = Thread.ofVirtual().name("event-consumers-start").start(this::startWithBroker);
    }

    private void startWithBroker() {
        for (int attempt = 1; running; attempt++) {
            try {
                topics.ensure();
                startContainers();
                return;
            } catch (KafkaException e) {
                LOG.warn("The broker does not answer; trying again: {}", e.getMessage());
                if (!pause(TROUBLE.after(attempt))) {
                    return;
                }
            } catch (InterruptedException e) {
                LOG.debug("Stopped before the broker answered");
                return;
            }
        }
    }

    private synchronized void startContainers() {
        if (!running) {
            return;
        }
        for (EventListener listener : listeners.values()) {
            var container = container(listener);
            containers.put(listener.topic(), container);
            container.start();
        }
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(EventListener listener) {
        ContainerProperties config = new ContainerProperties(broker.topic(listener.topic()));
        config.setMessageListener(new TopicListener(receiver, listener));
        config.setAckMode(ContainerProperties.AckMode.MANUAL);
        config.setGroupId(broker.group());
        config.setPollTimeout(LONGEST_GAP.toMillis());
        config.setMissingTopicsFatal(false);
        config.setRestartAfterAuthExceptions(true);
        config.setAuthExceptionRetryInterval(Duration.ofSeconds(10));
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<byte[], byte[]>(broker.groupConsumer()), config);
        container.setBeanName(listener.topic().id());
        container.setConcurrency(properties.consumerConcurrency());
        return container;
    }

    @Override
    public void stop() {
        running = false;
        Thread starting = starter;
        if (starting != null) {
            starting.interrupt();
        }
        List<ConcurrentMessageListenerContainer<byte[], byte[]>> stopping;
        synchronized (this) {
            stopping = List.copyOf(containers.values());
        }
        CountDownLatch stopped = new CountDownLatch(stopping.size());
        stopping.forEach(container -> container.stop(stopped::countDown));
        try {
            if (!stopped.await(properties.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A listener did not end in time; its events come again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            containers.clear();
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

    /// How many partitions of each topic this instance has.
    synchronized Map<Topic, Integer> assigned() {
        Map<Topic, Integer> assigned = new EnumMap<>(Topic.class);
        for (Topic topic : listeners.keySet()) {
            var container = containers.get(topic);
            var partitions = container == null ? null : container.getAssignedPartitions();
            assigned.put(topic, partitions == null ? 0 : partitions.size());
        }
        return assigned;
    }

    private static boolean pause(Duration duration) {
        try {
            Wakeup.pause(duration);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
