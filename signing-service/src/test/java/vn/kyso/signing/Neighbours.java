package vn.kyso.signing;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.EventPayload;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.testkit.TestKeys;

/// The other services, as far as the broker shows them: events signed with their keys go out, the signing-service's
/// come in.
final class Neighbours implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String prefix;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<EventEnvelope> heard = new CopyOnWriteArrayList<>();
    private final Thread listening;
    private volatile boolean open = true;

    Neighbours(String bootstrap, String prefix) {
        this.prefix = prefix;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.listening = Thread.ofPlatform().name("neighbours").daemon().start(() -> listen(bootstrap));
    }

    /// Sends an event as its topic's producer would.
    EventEnvelope say(EventPayload payload, String key, String tenant, long version) {
        EventEnvelope event = EventTypes.envelope(payload, key, tenant, version, Instant.now());
        say(event);
        return event;
    }

    /// Sends that very event, once more if it was sent before.
    void say(EventEnvelope event) {
        say(event, event.topic().producer());
    }

    /// Sends an event as part of a trace.
    void sayWithin(String traceparent, EventEnvelope event) {
        say(event, event.topic().producer(), Map.of("traceparent", traceparent));
    }

    /// Sends an event that carries another service's signature.
    void say(EventEnvelope event, Service signedBy) {
        say(event, signedBy, Map.of());
    }

    private void say(EventEnvelope event, Service signedBy, Map<String, String> more) {
        var record = new ProducerRecord<>(prefix + event.topic().id(), bytes(event.key()), event.payload());
        var headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", event.id().toString(),
                "ce_type", event.type(),
                "ce_source", event.topic().producer().id(),
                "ce_subject", event.key(),
                "ce_time", event.time().toString(),
                "ce_tenant", event.tenant(),
                "ce_version", Long.toString(event.version()),
                "content-type", "application/json",
                "ce_signature", sign(event, signedBy));
        headers.forEach((name, value) -> record.headers().add(name, bytes(value)));
        more.forEach((name, value) -> record.headers().add(name, bytes(value)));
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("The event could not be sent", e);
        }
    }

    /// The first event of that kind for which the condition holds, once it is there.
    <T extends EventPayload> T hear(Class<T> type, Predicate<T> which) {
        AtomicReference<T> found = new AtomicReference<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            all(type).stream().filter(which).findFirst().ifPresent(found::set);
            return found.get() != null;
        });
        return Objects.requireNonNull(found.get());
    }

    /// Every event of that kind so far.
    <T extends EventPayload> List<T> all(Class<T> type) {
        return heard.stream()
                .map(Neighbours::payload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<EventEnvelope> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        open = false;
        producer.close();
        try {
            listening.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static EventPayload payload(EventEnvelope event) {
        try {
            return EventTypes.payloadOf(event);
        } catch (EventUnreadableException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen(String bootstrap) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("group.id", prefix + "neighbours");
        properties.put("group.protocol", "consumer");
        properties.put("auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(
                    prefix + Topic.SESSION_CHANGED.id(),
                    prefix + Topic.SIGNATURE_CREATED.id(),
                    prefix + Topic.AUTHENTICATOR_CHANGED.id()));
            while (open) {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> heard.add(read(r)));
            }
        }
    }

    private EventEnvelope read(ConsumerRecord<byte[], byte[]> record) {
        return new EventEnvelope(
                UUID.fromString(header(record, "ce_id")),
                header(record, "ce_type"),
                Topic.of(record.topic().substring(prefix.length())).orElseThrow(),
                header(record, "ce_subject"),
                header(record, "ce_tenant"),
                Long.parseLong(header(record, "ce_version")),
                Instant.parse(header(record, "ce_time")),
                record.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String sign(EventEnvelope event, Service by) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(TestKeys.identity(by).getPrivate());
            signature.update(event.signedBytes());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
