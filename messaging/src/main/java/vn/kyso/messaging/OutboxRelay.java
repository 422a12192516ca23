package vn.kyso.messaging;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Carries the outbox to the broker: one thread per instance, any number of instances.
///
/// A round takes the locks of the buckets that nobody else is sending, reads their oldest rows, sends them, and
/// deletes what the broker acknowledged; the locks end with its transaction. Killed anywhere, the rows are still
/// there and the next relay sends them again, with the same ids. Of one key only one event is under way at a time,
/// so order does not hang on the client's retries.
final class OutboxRelay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration WHILE_ANOTHER_SENDS = Duration.ofMillis(15);
    private static final BackOff TROUBLE = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final DirectConnections connections;
    private final EventProducer producer;
    private final Broker broker;
    private final Topics topics;
    private final Duration poll;
    private final Duration drain;
    private final Wakeup wakeup = new Wakeup();
    private volatile boolean running;
    private volatile @Nullable Thread thread;
    private int failures;

    OutboxRelay(
            DirectConnections connections,
            EventProducer producer,
            Broker broker,
            Topics topics,
            MessagingProperties properties) {
        this.connections = connections;
        this.producer = producer;
        this.broker = broker;
        this.topics = topics;
        this.poll = properties.pollInterval();
        this.drain = properties.shutdownGrace();
    }

    /// There may be something new in the outbox.
    void wake() {
        wakeup.signal();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::relay);
    }

    @Override
    public void stop() {
        running = false;
        wakeup.signal();
        Thread stopping = thread;
        thread = null;
        if (stopping == null) {
            return;
        }
        try {
            if (!topics.ready()) {
                stopping.interrupt();
            }
            if (!stopping.join(drain)) {
                stopping.interrupt();
                LOG.warn("The outbox was not empty at shutdown; another instance, or the next start, sends the rest");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /// Starts before, and ends after, everything that may append.
    @Override
    public int getPhase() {
        return Phases.RELAY;
    }

    private void relay() {
        try {
            topics.awaitReady();
            Round last = Round.MORE;
            while (running || last == Round.MORE || last == Round.ANOTHER_SENDS) {
                last = onConnection();
            }
        } catch (InterruptedException e) {
            LOG.debug("The relay was told to end at once");
        }
    }

    /// Relays over one connection until it breaks or the relay ends.
    private Round onConnection() throws InterruptedException {
        try (Connection connection = connections.open("outbox-relay")) {
            OutboxRows.prepare(connection);
            OutboxRows rows = new OutboxRows(connection);
            while (true) {
                Round round = round(rows);
                if (!running && (round == Round.NOTHING || round == Round.BROKER_AWAY)) {
                    return round;
                }
                pauseAfter(round);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("The outbox can't be sent at the moment", e);
            if (running) {
                wakeup.await(TROUBLE.after(++failures));
            }
            return Round.NOTHING;
        }
    }

    private void pauseAfter(Round round) throws InterruptedException {
        switch (round) {
            case MORE -> failures = 0;
            case NOTHING -> {
                failures = 0;
                wakeup.await(poll);
            }
            case ANOTHER_SENDS -> wakeup.await(WHILE_ANOTHER_SENDS);
            case BROKER_AWAY -> Wakeup.pause(TROUBLE.after(++failures));
        }
    }

    private Round round(OutboxRows rows) throws SQLException, InterruptedException {
        List<Integer> held = rows.lockFreeBuckets();
        List<OutboxRows.Row> batch = held.isEmpty() ? List.of() : rows.oldest(held);
        if (batch.isEmpty()) {
            boolean others = held.size() < TransactionalOutbox.BUCKETS && rows.existOutside(held);
            rows.unlock();
            return others ? Round.ANOTHER_SENDS : Round.NOTHING;
        }
        Sent sent = send(batch);
        rows.delete(sent.acknowledged());
        rows.unlock();
        if (sent.trouble() == null) {
            return Round.MORE;
        }
        LOG.warn(
                "{} of {} events could not be sent and stay in the outbox: {}",
                batch.size() - sent.acknowledged().size(),
                batch.size(),
                sent.trouble().getMessage());
        return Round.BROKER_AWAY;
    }

    /// Sends in waves: the first event of every key, then, of keys whose first was acknowledged, the second.
    private Sent send(List<OutboxRows.Row> batch) throws InterruptedException {
        Map<String, Deque<OutboxRows.Row>> byKey = new LinkedHashMap<>();
        for (OutboxRows.Row row : batch) {
            String key = row.event().event().topic().id()
                    + '\n'
                    + row.event().event().key();
            byKey.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(row);
        }
        List<Long> acknowledged = new ArrayList<>(batch.size());
        KafkaException trouble = null;
        while (!byKey.isEmpty()) {
            List<OutboxRows.Row> wave =
                    byKey.values().stream().map(Deque::getFirst).toList();
            var answers = producer.send(wave.stream()
                    .map(r -> EventRecords.write(
                            r.event(), broker.topic(r.event().event().topic())))
                    .toList());
            Iterator<Deque<OutboxRows.Row>> keys = byKey.values().iterator();
            for (int i = 0; i < wave.size(); i++) {
                Deque<OutboxRows.Row> key = keys.next();
                KafkaException refused = answers.get(i);
                if (refused == null) {
                    acknowledged.add(key.removeFirst().seq());
                } else {
                    trouble = refused;
                }
                if (refused != null || key.isEmpty()) {
                    keys.remove();
                }
            }
        }
        return new Sent(acknowledged, trouble);
    }

    private record Sent(List<Long> acknowledged, @Nullable KafkaException trouble) {}

    private enum Round {
        MORE,
        NOTHING,
        ANOTHER_SENDS,
        BROKER_AWAY
    }
}
