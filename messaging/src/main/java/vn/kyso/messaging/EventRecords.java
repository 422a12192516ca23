package vn.kyso.messaging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.EventTooLargeException;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;

/// Events as records of the broker: CloudEvents 1.0 in binary content mode (Kafka protocol binding 1.0.2, 3.2),
/// with the extension attributes `tenant`, `version` and `signature`, and the W3C `traceparent` header.
final class EventRecords {
    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String TENANT = "ce_tenant";
    static final String TRACEPARENT = "traceparent";

    private static final String SPEC_VERSION = "ce_specversion";
    private static final String SOURCE = "ce_source";
    private static final String SUBJECT = "ce_subject";
    private static final String TIME = "ce_time";
    private static final String VERSION = "ce_version";
    private static final String SIGNATURE = "ce_signature";
    private static final String CONTENT_TYPE = "content-type";

    private EventRecords() {}

    static ProducerRecord<byte[], byte[]> write(SignedEvent signed, String brokerTopic) {
        EventEnvelope event = signed.event();
        var record = new ProducerRecord<>(brokerTopic, bytes(event.key()), event.payload());
        Headers headers = record.headers();
        headers.add(SPEC_VERSION, bytes("1.0"));
        headers.add(ID, bytes(event.id().toString()));
        headers.add(TYPE, bytes(event.type()));
        headers.add(SOURCE, bytes(event.topic().producer().id()));
        headers.add(SUBJECT, bytes(event.key()));
        headers.add(TIME, bytes(event.time().toString()));
        headers.add(TENANT, bytes(event.tenant()));
        headers.add(VERSION, bytes(Long.toString(event.version())));
        headers.add(SIGNATURE, bytes(Base64.getUrlEncoder().withoutPadding().encodeToString(signed.signature())));
        headers.add(CONTENT_TYPE, bytes("application/json"));
        if (signed.traceparent() != null) {
            headers.add(TRACEPARENT, bytes(signed.traceparent()));
        }
        return record;
    }

    /// Reads a record; its signature is not checked yet. Every attribute must stand there once, in the one form in
    /// which it is written, so that nothing about a record can be changed without the event being refused.
    static SignedEvent read(ConsumerRecord<byte[], byte[]> record, Topic topic) throws RefusedEventException {
        Headers headers = record.headers();
        same(SPEC_VERSION, one(headers, SPEC_VERSION), "1.0");
        same(CONTENT_TYPE, one(headers, CONTENT_TYPE), "application/json");
        String source = one(headers, SOURCE);
        if (!source.equals(topic.producer().id())) {
            throw new RefusedEventException(
                    ProblemType.EVENT_FOREIGN,
                    "Says to come from another service than " + topic.producer().id());
        }
        String key = one(headers, SUBJECT);
        if (record.key() == null || !Arrays.equals(bytes(key), record.key()) || record.value() == null) {
            throw new RefusedEventException(ProblemType.EVENT_UNSIGNED, "The record's key is not its subject");
        }
        try {
            EventEnvelope event = new EventEnvelope(
                    UUID.fromString(one(headers, ID)),
                    one(headers, TYPE),
                    topic,
                    key,
                    one(headers, TENANT),
                    Long.parseLong(one(headers, VERSION)),
                    Instant.parse(one(headers, TIME)),
                    record.value());
            same(ID, one(headers, ID), event.id().toString());
            same(VERSION, one(headers, VERSION), Long.toString(event.version()));
            same(TIME, one(headers, TIME), event.time().toString());
            byte[] signature = Base64.getUrlDecoder().decode(one(headers, SIGNATURE));
            same(
                    SIGNATURE,
                    one(headers, SIGNATURE),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
            return new SignedEvent(event, signature, text(headers.lastHeader(TRACEPARENT)));
        } catch (IllegalArgumentException | DateTimeException | EventTooLargeException e) {
            throw new RefusedEventException(ProblemType.EVENT_UNSIGNED, "Not an event's attributes: " + e.getMessage());
        }
    }

    /// A header's text; null where it is missing or no UTF-8.
    static @Nullable String text(@Nullable Header header) {
        if (header == null || header.value() == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String one(Headers headers, String name) throws RefusedEventException {
        Iterator<Header> found = headers.headers(name).iterator();
        String text = found.hasNext() ? text(found.next()) : null;
        if (text == null || found.hasNext()) {
            throw new RefusedEventException(ProblemType.EVENT_UNSIGNED, "Needs exactly one header " + name);
        }
        return text;
    }

    private static void same(String name, String written, String expected) throws RefusedEventException {
        if (!written.equals(expected)) {
            throw new RefusedEventException(ProblemType.EVENT_UNSIGNED, "Header " + name + " is not in its one form");
        }
    }
}
