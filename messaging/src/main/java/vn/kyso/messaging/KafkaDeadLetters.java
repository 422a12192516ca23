package vn.kyso.messaging;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;

/// Reads the dead-letter topics from where the last replay ended.
final class KafkaDeadLetters implements DeadLetters {
    private static final int MOST_LISTED = 1_000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Broker broker;
    private final Receiver receiver;
    private final Map<Topic, EventListener> listeners;

    KafkaDeadLetters(Broker broker, Receiver receiver, Map<Topic, EventListener> listeners) {
        this.broker = broker;
        this.receiver = receiver;
        this.listeners = listeners;
    }

    @Override
    public List<DeadLetter> list() {
        List<DeadLetter> letters = new ArrayList<>();
        for (Topic topic : listeners.keySet()) {
            try (KafkaConsumer<byte[], byte[]> reader = broker.deadLetterReader()) {
                read(reader, topic, record -> {
                    letters.add(letter(topic, record));
                    return letters.size() < MOST_LISTED;
                });
            }
        }
        letters.sort(java.util.Comparator.comparing(DeadLetter::at));
        return List.copyOf(letters);
    }

    @Override
    public int replay(Topic topic) {
        EventListener listener = listeners.get(topic);
        if (listener == null) {
            throw new IllegalArgumentException("This service does not consume " + topic.id());
        }
        int[] replayed = {0};
        try (KafkaConsumer<byte[], byte[]> reader = broker.deadLetterReader()) {
            read(reader, topic, record -> {
                try {
                    receiver.take(record, listener);
                } catch (TryAgainException e) {
                    throw new KafkaException("The replay stopped after " + replayed[0] + " events; start it again", e);
                }
                replayed[0]++;
                reader.commitSync(Map.of(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1)));
                return true;
            });
        }
        return replayed[0];
    }

    @FunctionalInterface
    private interface Visitor {
        /// @return whether to go on
        boolean visit(ConsumerRecord<byte[], byte[]> record);
    }

    /// Visits what the topic holds now, from where the last replay ended.
    private void read(KafkaConsumer<byte[], byte[]> reader, Topic topic, Visitor visitor) {
        TopicPartition partition = new TopicPartition(broker.deadLetterTopic(topic), 0);
        if (reader.partitionsFor(partition.topic()).isEmpty()) {
            return;
        }
        reader.assign(List.of(partition));
        long end = reader.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (reader.position(partition) < end) {
            if (System.nanoTime() > giveUp) {
                throw new KafkaException("The dead letters of " + topic.id() + " could not be read in time");
            }
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                if (record.offset() >= end || !visitor.visit(record)) {
                    return;
                }
                giveUp = System.nanoTime() + PATIENCE.toNanos();
            }
        }
    }

    private static DeadLetter letter(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                topic,
                record.partition(),
                record.offset(),
                id(text(record, EventRecords.ID)),
                text(record, EventRecords.TYPE),
                record.key() == null ? null : EventRecords.text(new Bytes(record.key())),
                text(record, EventRecords.TENANT),
                reason(text(record, DeadLetterWriter.REASON)),
                java.util.Objects.requireNonNullElse(text(record, DeadLetterWriter.DETAIL), ""),
                at(text(record, DeadLetterWriter.AT), record.timestamp()));
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return EventRecords.text(record.headers().lastHeader(header));
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ProblemType reason(@Nullable String code) {
        try {
            return code == null ? ProblemType.EVENT_UNREADABLE : ProblemType.of(code);
        } catch (IllegalArgumentException e) {
            return ProblemType.EVENT_UNREADABLE;
        }
    }

    private static Instant at(@Nullable String text, long timestamp) {
        try {
            return text == null ? Instant.ofEpochMilli(timestamp) : Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(timestamp);
        }
    }

    /// A record's key, read like a header.
    @SuppressWarnings("ArrayRecordComponent")
    private record Bytes(byte[] value) implements Header {
        @Override
        public String key() {
            return "key";
        }
    }
}
