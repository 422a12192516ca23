package vn.kyso.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// The one producer of this process: acks=all, idempotent. Opened at first use, since the broker may be away
/// before.
final class EventProducer implements AutoCloseable {
    private final Broker broker;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    EventProducer(Broker broker) {
        this.broker = broker;
    }

    /// Sends records, each independent of the others, and waits for the broker's answer to all of them.
    ///
    /// @return at each record's place null if it is acknowledged by all in-sync replicas, or why not
    List<@Nullable KafkaException> send(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        KafkaProducer<byte[], byte[]> to = open();
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        KafkaException refused = null;
        for (ProducerRecord<byte[], byte[]> record : records) {
            try {
                sent.add(to.send(record));
            } catch (KafkaException e) {
                refused = e; // no metadata: the next ones would each wait as long
                break;
            }
        }
        to.flush();
        List<@Nullable KafkaException> answers = new ArrayList<>(records.size());
        for (Future<RecordMetadata> future : sent) {
            answers.add(answer(future));
        }
        while (answers.size() < records.size()) {
            answers.add(refused);
        }
        return answers;
    }

    private static @Nullable KafkaException answer(Future<RecordMetadata> future) throws InterruptedException {
        try {
            future.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof KafkaException k ? k : new KafkaException("Not sent", e.getCause());
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> open() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = broker.producer();
            producer = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
            producer = null;
        }
    }
}
