package vn.kyso.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;

/// Takes records from the broker: checks who signed them, lets them take effect, or writes the dead letter.
final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final int TRIES = 4;
    private static final BackOff BETWEEN_TRIES = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final EventSignatures signatures;
    private final Inbox inbox;
    private final DeadLetterWriter deadLetters;
    private final InstantSource clock;
    private final Duration inboxRetention;
    private final MeterRegistry meters;

    Receiver(
            EventSignatures signatures,
            Inbox inbox,
            DeadLetterWriter deadLetters,
            InstantSource clock,
            Duration inboxRetention,
            MeterRegistry meters) {
        this.signatures = signatures;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.inboxRetention = inboxRetention;
        this.meters = meters;
    }

    /// Takes all records in one transaction: the common case, and one flush of the database's log for all of them.
    ///
    /// @return false, with nothing changed, if any of them needs to be looked at by itself
    boolean takeTogether(List<ConsumerRecord<byte[], byte[]>> records, EventListener listener) {
        List<SignedEvent> events = new ArrayList<>(records.size());
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                events.add(verified(record, listener.topic()));
            }
            inbox.take(events, listener);
            return true;
        } catch (RefusedEventException | RuntimeException e) {
            LOG.debug("Taking {} events one by one", records.size(), e);
            return false;
        }
    }

    /// Takes one record, one way or the other.
    ///
    /// @throws TryAgainException if neither was possible now
    void take(ConsumerRecord<byte[], byte[]> record, EventListener listener) throws TryAgainException {
        SignedEvent event;
        try {
            event = verified(record, listener.topic());
        } catch (RefusedEventException e) {
            alarm(record, listener.topic(), e);
            deadLetters.write(letter(record, listener.topic()), e.reason(), String.valueOf(e.getMessage()));
            return;
        }
        try (LogContext _ = LogContext.of(event.event())) {
            take(event, record, listener);
        }
    }

    private void take(SignedEvent event, ConsumerRecord<byte[], byte[]> record, EventListener listener)
            throws TryAgainException {
        for (int attempt = 1; ; attempt++) {
            try {
                inbox.take(List.of(event), listener);
                return;
            } catch (UnprocessableEventException e) {
                deadLetters.write(letter(record, listener.topic()), e.reason(), String.valueOf(e.getMessage()));
                return;
            } catch (RuntimeException e) {
                if (Trouble.passes(e)) {
                    throw new TryAgainException("The database does not take events at the moment", e);
                }
                if (attempt == TRIES) {
                    LOG.error("Listener of {} failed on {}", listener.topic().id(), event.event(), e);
                    deadLetters.write(letter(record, listener.topic()), ProblemType.INTERNAL_ERROR, e.toString());
                    return;
                }
                waitBeforeAttempt(attempt, e);
            }
        }
    }

    private SignedEvent verified(ConsumerRecord<byte[], byte[]> record, Topic topic) throws RefusedEventException {
        SignedEvent event = EventRecords.read(record, topic);
        signatures.check(event.event(), event.signature());
        // The last state of a compacted topic is as old as it is; its listeners go by versions.
        if (!topic.compacted() && event.event().time().isBefore(clock.instant().minus(inboxRetention))) {
            throw new RefusedEventException(
                    ProblemType.EVENT_REFUSED, "Older than the inbox remembers: it may have taken effect before");
        }
        return event;
    }

    private void alarm(ConsumerRecord<byte[], byte[]> record, Topic topic, RefusedEventException refused) {
        meters.counter(
                        "kyso.messaging.events.refused",
                        "topic",
                        topic.id(),
                        "reason",
                        refused.reason().code())
                .increment();
        LOG.error(
                "ALARM: a record on {} ({}/{}) is not an event that may be believed: {}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                refused.reason().code(),
                refused.getMessage());
    }

    private static DeadLetterWriter.Letter letter(ConsumerRecord<byte[], byte[]> record, Topic topic) {
        return new DeadLetterWriter.Letter(
                topic, record.key(), record.value(), record.headers(), record.partition(), record.offset());
    }

    private static void waitBeforeAttempt(int attempt, RuntimeException failure) throws TryAgainException {
        try {
            Wakeup.pause(BETWEEN_TRIES.after(attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgainException("Stopped between two tries", failure);
        }
    }
}
