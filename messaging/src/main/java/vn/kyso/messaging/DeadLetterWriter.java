package vn.kyso.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;

/// Puts what this consumer could not take onto its dead-letter topic: the record's bytes and headers, and why.
final class DeadLetterWriter {
    static final String HEADERS = "kyso_dlt_";
    static final String REASON = HEADERS + "reason";
    static final String DETAIL = HEADERS + "detail";
    static final String AT = HEADERS + "at";

    private static final String PARTITION = HEADERS + "partition";
    private static final String OFFSET = HEADERS + "offset";
    private static final String VALUE_DROPPED = HEADERS + "value_dropped";
    private static final int LONGEST_DETAIL = 500;
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

    private final EventProducer producer;
    private final Broker broker;
    private final InstantSource clock;
    private final MeterRegistry meters;

    DeadLetterWriter(EventProducer producer, Broker broker, InstantSource clock, MeterRegistry meters) {
        this.producer = producer;
        this.broker = broker;
        this.clock = clock;
        this.meters = meters;
    }

    /// A record that can't be taken, and where it stood (-1 where it did not come from the broker).
    @SuppressWarnings("ArrayRecordComponent")
    record Letter(
            Topic topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers, int partition, long offset) {}

    /// Returns once the broker has it.
    ///
    /// @throws TryAgainException if the broker has not; nothing may be acknowledged then
    void write(Letter letter, ProblemType reason, String detail) throws TryAgainException {
        KafkaException trouble = send(letter, letter.value(), reason, detail);
        if (trouble instanceof RecordTooLargeException) {
            letter.headers().add(VALUE_DROPPED, EventRecords.bytes("true"));
            trouble = send(letter, null, reason, detail);
        }
        if (trouble != null) {
            throw new TryAgainException("A dead letter could not be written", trouble);
        }
        meters.counter("kyso.messaging.dead.letters", "topic", letter.topic().id(), "reason", reason.code())
                .increment();
        LOG.error(
                "Dead letter of {} ({}/{}): {}: {}",
                letter.topic().id(),
                letter.partition(),
                letter.offset(),
                reason.code(),
                detail);
    }

    private @Nullable KafkaException send(Letter letter, byte @Nullable [] value, ProblemType reason, String detail)
            throws TryAgainException {
        Headers headers = new RecordHeaders();
        for (Header header : letter.headers()) {
            if (!header.key().startsWith(HEADERS)) {
                headers.add(header);
            }
        }
        headers.add(REASON, EventRecords.bytes(reason.code()));
        headers.add(DETAIL, EventRecords.bytes(detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL))));
        headers.add(AT, EventRecords.bytes(clock.instant().toString()));
        headers.add(PARTITION, EventRecords.bytes(Integer.toString(letter.partition())));
        headers.add(OFFSET, EventRecords.bytes(Long.toString(letter.offset())));
        try {
            return producer.send(List.of(new ProducerRecord<>(
                            broker.deadLetterTopic(letter.topic()), null, null, letter.key(), value, headers)))
                    .getFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgainException("Stopped while a dead letter was written", e);
        }
    }
}
