package vn.kyso.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/// What one listener container does with the records of a poll: takes them in order, then acknowledges; or, in
/// trouble that passes, acknowledges those before and asks for the rest again after a while, for ever.
final class TopicListener implements BatchAcknowledgingMessageListener<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(TopicListener.class);
    /// Events per transaction: enough that flushing the log costs little per event, few enough that locks are
    /// short.
    private static final int TOGETHER = 50;
    private static final BackOff TROUBLE = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(15));

    private final Receiver receiver;
    private final EventListener listener;
    private final ThreadLocal<Integer> failures = ThreadLocal.withInitial(() -> 0);

    TopicListener(Receiver receiver, EventListener listener) {
        this.receiver = receiver;
        this.listener = listener;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Acknowledgment acknowledgment) {
        Objects.requireNonNull(acknowledgment, "The container acknowledges manually");
        int taken = 0;
        try {
            while (taken < records.size()) {
                int end = Math.min(taken + TOGETHER, records.size());
                if (receiver.takeTogether(records.subList(taken, end), listener)) {
                    taken = end;
                }
                for (; taken < end; taken++) {
                    receiver.take(records.get(taken), listener);
                }
            }
            acknowledgment.acknowledge();
            failures.remove();
        } catch (TryAgainException e) {
            int failed = failures.get() + 1;
            failures.set(failed);
            Duration wait = TROUBLE.after(failed);
            LOG.warn("{}: trying again in {}: {}", listener.topic().id(), wait, String.valueOf(e.getCause()));
            acknowledgment.nack(taken, wait);
        }
    }
}
