package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.testkit.TestKeys;

/// Whoever owns the broker can put anything on a topic.
final class RefusalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init")
    private static TestInstance instance;

    @BeforeAll
    static void start() {
        instance = TestInstance.Installation.fresh("refusals")
                .service(Service.DOCUMENT)
                .recorder(Topic.SIGN_REQUESTED, _ -> {})
                .start();
        instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "ready", 1));
        await().atMost(PATIENCE).until(() -> instance.seen("ready").size() == 1);
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void makesDeadLettersOfUnsignedForeignAndAlteredEventsAndChangesNothing() throws InterruptedException {
        EventEnvelope event = TestInstance.event(Topic.SIGN_REQUESTED, "forged", 1);
        ProducerRecord<byte[], byte[]> unsigned = record(event, new byte[64]);
        unsigned.headers().remove("ce_signature");
        ProducerRecord<byte[], byte[]> foreign = record(event, signedBy(Service.SIGNING, event));
        ProducerRecord<byte[], byte[]> altered = record(
                new EventEnvelope(
                        event.id(),
                        event.type(),
                        event.topic(),
                        event.key(),
                        "other",
                        event.version(),
                        event.time(),
                        event.payload()),
                signedBy(Service.DOCUMENT, event));
        EventEnvelope ancient = new EventEnvelope(
                event.id(),
                event.type(),
                event.topic(),
                "ancient",
                "demo",
                1,
                event.time().minus(Duration.ofDays(60)),
                event.payload());

        send(unsigned);
        send(foreign);
        send(altered);
        send(record(ancient, signedBy(Service.DOCUMENT, ancient)));
        send(record(event, signedBy(Service.DOCUMENT, event)));

        await().atMost(PATIENCE).until(() -> instance.seen("forged").size() == 1);
        await().atMost(PATIENCE).until(() -> letters("forged").size() == 3);
        assertThat(letters("forged"))
                .containsExactly(ProblemType.EVENT_UNSIGNED, ProblemType.EVENT_FOREIGN, ProblemType.EVENT_UNSIGNED);
        await().atMost(PATIENCE).until(() -> letters("ancient").size() == 1);
        assertThat(letters("ancient")).containsExactly(ProblemType.EVENT_REFUSED);
        assertThat(instance.seen("ancient")).isEmpty();
        assertThat(instance.seen("forged")).containsExactly(1L);

        assertThat(refused(ProblemType.EVENT_UNSIGNED)).isEqualTo(2);
        assertThat(refused(ProblemType.EVENT_FOREIGN)).isEqualTo(1);

        // Forged events stay refused when an operator replays them.
        assertThat(instance.get(DeadLetters.class).replay(Topic.SIGN_REQUESTED)).isEqualTo(4);
        await().atMost(PATIENCE).until(() -> letters("forged").size() == 3);
        assertThat(instance.seen("forged")).containsExactly(1L);
    }

    private static List<ProblemType> letters(String key) {
        return instance.get(DeadLetters.class).list().stream()
                .filter(letter -> key.equals(letter.key()))
                .map(DeadLetter::reason)
                .toList();
    }

    private static double refused(ProblemType reason) {
        return instance.get(MeterRegistry.class)
                .get("kyso.messaging.events.refused")
                .tags("topic", "sign-requested", "reason", reason.code())
                .counter()
                .count();
    }

    private static byte[] signedBy(Service service, EventEnvelope event) {
        return new EventSignatures(
                        event.topic().producer(),
                        TestKeys.identity(service).getPrivate(),
                        Map.<Service, PublicKey>of(
                                Service.DOCUMENT,
                                TestKeys.identity(Service.DOCUMENT).getPublic()))
                .sign(event);
    }

    private static ProducerRecord<byte[], byte[]> record(EventEnvelope event, byte[] signature) {
        return EventRecords.write(
                new SignedEvent(event, signature, null),
                instance.get(Broker.class).topic(event.topic()));
    }

    private static void send(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        assertThat(instance.get(EventProducer.class).send(List.of(record))).containsOnlyNulls();
    }
}
