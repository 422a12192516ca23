package vn.kyso.system;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import vn.kyso.contracts.envelope.Topic;

/// Somebody with the broker's whole power: reads every topic and writes what it likes.
final class Broker implements AutoCloseable {
    private static final String SERVERS = Objects.requireNonNull(
            Platform.running().environmentOf("signing-service").get("SPRING_KAFKA_BOOTSTRAP_SERVERS"));

    private final List<ConsumerRecord<String, byte[]>> seen = new CopyOnWriteArrayList<>();
    private final List<Consumer<ConsumerRecord<String, byte[]>>> watchers = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread reader;

    private Broker() {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        SERVERS,
                        "group.id",
                        "observer-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "500"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SERVERS), new StringSerializer(), new ByteArraySerializer());
        // A dead-letter topic exists from the first letter on: the pattern finds it then.
        consumer.subscribe(Pattern.compile("("
                + Arrays.stream(Topic.values()).map(Topic::id).collect(Collectors.joining("|")) + ")(\\..+\\.dlt)?"));
        reader = Thread.ofPlatform().name("broker-observer").start(this::read);
    }

    static Broker observed() {
        return new Broker();
    }

    private void read() {
        try {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    seen.add(record);
                    watchers.forEach(watcher -> watcher.accept(record));
                }
            }
        } catch (WakeupException e) {
            consumer.close();
        }
    }

    ConsumerRecord<String, byte[]> awaits(String what, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return Awaitility.await(what)
                .atMost(Requester.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> seen.stream().filter(wanted).findFirst(), java.util.Optional::isPresent)
                .orElseThrow();
    }

    /// Does something the moment that such an event is said, on the thread that read it.
    <T> CompletableFuture<T> onceSaid(Predicate<ConsumerRecord<String, byte[]>> wanted, Supplier<T> act) {
        CompletableFuture<T> done = new CompletableFuture<>();
        AtomicBoolean begun = new AtomicBoolean();
        Consumer<ConsumerRecord<String, byte[]>> watcher = record -> {
            if (wanted.test(record) && begun.compareAndSet(false, true)) {
                try {
                    done.complete(act.get());
                } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                }
            }
        };
        watchers.add(watcher);
        // What was said before anybody watched.
        seen.forEach(watcher);
        return done;
    }

    List<ConsumerRecord<String, byte[]>> all(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return seen.stream().filter(wanted).toList();
    }

    static Predicate<ConsumerRecord<String, byte[]>> about(String type, String id) {
        return r -> typeOf(r).equals("vn.kyso." + type + ".v1")
                && new String(r.value(), StandardCharsets.UTF_8).contains(id);
    }

    static String typeOf(ConsumerRecord<String, byte[]> message) {
        return header(message, "ce_type");
    }

    /// What stands in that header; empty where there is none.
    static String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    void send(String topic, String key, byte[] value, Iterable<Header> headers) {
        try {
            producer.send(new ProducerRecord<>(topic, null, key, value, headers))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void again(ConsumerRecord<String, byte[]> message) {
        send(message.topic(), message.key(), message.value(), message.headers());
    }

    @Override
    public void close() {
        consumer.wakeup();
        producer.close();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
