package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.testkit.TestKeys;

final class EventRecordsTest {
    private final EventSignatures document = signatures(Service.DOCUMENT);
    private final EventEnvelope event = TestInstance.event(Topic.SIGN_REQUESTED, "request-1", 7);
    private final ProducerRecord<byte[], byte[]> genuine = EventRecords.write(
            new SignedEvent(event, document.sign(event), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            "sign-requested");

    @Test
    void readsWhatItWrote() throws RefusedEventException {
        SignedEvent read = receive(genuine.key(), genuine.value(), genuine.headers());
        assertThat(read.event()).isEqualTo(event);
        assertThat(read.traceparent()).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @Test
    void refusesEveryByteChangedInThePayload() {
        for (int i = 0; i < genuine.value().length; i++) {
            assertRefused(genuine.key(), flipped(genuine.value(), i), genuine.headers());
        }
    }

    @Test
    void refusesEveryByteChangedInTheKey() {
        for (int i = 0; i < genuine.key().length; i++) {
            assertRefused(flipped(genuine.key(), i), genuine.value(), genuine.headers());
        }
        assertRefused(null, genuine.value(), genuine.headers());
    }

    @Test
    void refusesEveryByteChangedInEachAttribute() {
        for (Header header : attributes()) {
            for (int i = 0; i < header.value().length; i++) {
                for (int bit = 0; bit < 8; bit++) {
                    Headers changed = without(header.key());
                    byte[] value = header.value().clone();
                    value[i] ^= (byte) (1 << bit);
                    changed.add(header.key(), value);
                    assertRefused(genuine.key(), genuine.value(), changed);
                }
            }
        }
    }

    @Test
    void refusesEachAttributeMissingOrTwice() {
        for (Header header : attributes()) {
            assertRefused(genuine.key(), genuine.value(), without(header.key()));
            Headers twice = new RecordHeaders(genuine.headers());
            twice.add(header.key(), header.value());
            assertRefused(genuine.key(), genuine.value(), twice);
        }
    }

    @Test
    void refusesOtherSpellingsOfTheSameValue() {
        assertRefused(genuine.key(), genuine.value(), with("ce_version", "+7"));
        assertRefused(genuine.key(), genuine.value(), with("ce_version", "07"));
        assertRefused(genuine.key(), genuine.value(), with("ce_id", "0-0-0-0-1"));
        assertRefused(genuine.key(), genuine.value(), with("ce_time", event.time() + "[UTC]"));
    }

    @Test
    void refusesAnEmptyRecord() {
        assertRefused(genuine.key(), null, genuine.headers());
        assertRefused(genuine.key(), new byte[EventEnvelope.MAX_PAYLOAD_BYTES + 1], genuine.headers());
    }

    @Test
    void refusesTheSignatureOfAnotherServiceByName() {
        ProducerRecord<byte[], byte[]> foreign =
                EventRecords.write(new SignedEvent(event, foreignSignature(), null), "sign-requested");
        RefusedEventException refused = catchThrowableOfType(
                RefusedEventException.class, () -> receive(foreign.key(), foreign.value(), foreign.headers()));
        assertThat(refused.reason()).isEqualTo(ProblemType.EVENT_FOREIGN);
        assertThat(refused).hasMessageContaining("notification-service");
    }

    @Test
    void refusesAnEventMovedToAnotherTopicOfItsProducer() {
        RefusedEventException refused = catchThrowableOfType(
                RefusedEventException.class,
                () -> check(EventRecords.read(
                        consumed(genuine.key(), genuine.value(), genuine.headers()), Topic.SIGN_REQUEST_FINISHED)));
        assertThat(refused.reason()).isEqualTo(ProblemType.EVENT_UNSIGNED);
    }

    private byte[] foreignSignature() {
        Map<Service, PublicKey> none = new EnumMap<>(Service.class);
        // The notification-service's key, by somebody who took its name off the check.
        return new EventSignatures(
                        Service.DOCUMENT,
                        TestKeys.identity(Service.NOTIFICATION).getPrivate(),
                        none)
                .sign(event);
    }

    private SignedEvent receive(byte @Nullable [] key, byte @Nullable [] value, Headers headers)
            throws RefusedEventException {
        return check(EventRecords.read(consumed(key, value, headers), Topic.SIGN_REQUESTED));
    }

    private SignedEvent check(SignedEvent read) throws RefusedEventException {
        signatures(Service.SIGNING).check(read.event(), read.signature());
        return read;
    }

    private void assertRefused(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        RefusedEventException refused =
                catchThrowableOfType(RefusedEventException.class, () -> receive(key, value, headers));
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isIn(ProblemType.EVENT_UNSIGNED, ProblemType.EVENT_FOREIGN);
    }

    private Iterable<Header> attributes() {
        return Arrays.stream(genuine.headers().toArray())
                .filter(h -> !h.key().equals("traceparent"))
                .toList();
    }

    private Headers without(String name) {
        return new RecordHeaders(genuine.headers()).remove(name);
    }

    private Headers with(String name, String value) {
        return without(name).add(name, EventRecords.bytes(value));
    }

    @SuppressWarnings("NullAway") // the client's API takes null for an absent key or value
    private static ConsumerRecord<byte[], byte[]> consumed(
            byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                "sign-requested", 0, 0L, 0L, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    private static byte[] flipped(byte[] bytes, int index) {
        byte[] changed = bytes.clone();
        changed[index] ^= 1;
        return changed;
    }

    static EventSignatures signatures(Service self) {
        Map<Service, PublicKey> pinned = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            pinned.put(service, TestKeys.identity(service).getPublic());
        }
        return new EventSignatures(self, TestKeys.identity(self).getPrivate(), pinned);
    }
}
