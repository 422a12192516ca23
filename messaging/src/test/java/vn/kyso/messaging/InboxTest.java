package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.testkit.EmbeddedParts;
import vn.kyso.testkit.TestKeys;

/// What an event's id is worth.
final class InboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void theSameIdOnTwoTopicsTakesEffectTwice() throws InterruptedException {
        try (TestInstance instance = TestInstance.Installation.fresh("inbox_topics")
                .service(Service.SIGNING)
                .recorder(Topic.SIGN_REQUESTED, _ -> {})
                .recorder(Topic.APPROVAL_RECEIVED, _ -> {})
                .start()) {
            instance.get(Topics.class).awaitReady();
            UUID id = UUID.randomUUID();
            EventEnvelope thiefs = event(id, Topic.APPROVAL_RECEIVED, "of-notification-service");
            EventEnvelope genuine = event(id, Topic.SIGN_REQUESTED, "of-document-service");

            send(instance, thiefs);
            await().atMost(PATIENCE).until(() -> instance.seen(thiefs.key()).size() == 1);
            send(instance, genuine);
            await().atMost(PATIENCE).until(() -> instance.seen(genuine.key()).size() == 1);

            send(instance, thiefs);
            send(instance, genuine);
            // Behind them, on the same partitions.
            send(instance, event(UUID.randomUUID(), Topic.APPROVAL_RECEIVED, thiefs.key()));
            send(instance, event(UUID.randomUUID(), Topic.SIGN_REQUESTED, genuine.key()));
            await().atMost(PATIENCE).until(() -> instance.seen(thiefs.key()).size() == 2);
            await().atMost(PATIENCE).until(() -> instance.seen(genuine.key()).size() == 2);
            assertThat(instance.count("seen")).as("each once").isEqualTo(4);
        }
    }

    @Test
    void theSameIdOnTwoTopicsIsParkedTwice() throws InterruptedException {
        try (TestInstance instance = TestInstance.Installation.fresh("inbox_parked")
                .service(Service.SIGNING)
                .listener(
                        Topic.SIGN_REQUESTED,
                        (event, in) -> in.get(ParkedEvents.class).park(event, "thing"))
                .listener(
                        Topic.APPROVAL_RECEIVED,
                        (event, in) -> in.get(ParkedEvents.class).park(event, "other"))
                .start()) {
            instance.get(Topics.class).awaitReady();
            UUID id = UUID.randomUUID();
            send(instance, event(id, Topic.APPROVAL_RECEIVED, "a"));
            send(instance, event(id, Topic.SIGN_REQUESTED, "b"));
            await().atMost(PATIENCE).until(() -> instance.count("messaging_parked") == 2);
        }
    }

    @Test
    void whatAnEarlierVersionTookStaysTaken() throws InterruptedException {
        TestInstance.Installation installation = TestInstance.Installation.fresh("inbox_migrated");
        EventEnvelope taken = event(UUID.randomUUID(), Topic.SIGN_REQUESTED, "earlier");
        atVersionOne(installation.database(), taken.id());
        try (TestInstance instance = installation
                .service(Service.SIGNING)
                // The service's own migrations come to tables that are there, as in every installation.
                .with("spring.flyway.baseline-on-migrate", true)
                .with("spring.flyway.baseline-version", "0")
                .recorder(Topic.SIGN_REQUESTED, _ -> {})
                .start()) {
            instance.get(Topics.class).awaitReady();
            send(instance, taken);
            EventEnvelope next = event(UUID.randomUUID(), Topic.SIGN_REQUESTED, "earlier");
            send(instance, next);
            await().atMost(PATIENCE).until(() -> !instance.seen("earlier").isEmpty());
            assertThat(instance.jdbc()
                            .sql("SELECT event_id FROM seen")
                            .query(UUID.class)
                            .list())
                    .containsExactly(next.id());
        }
    }

    private static void atVersionOne(EmbeddedParts.Database database, UUID taken) {
        DriverManagerDataSource source =
                new DriverManagerDataSource(database.url(), database.username(), database.password());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/messaging")
                .table("flyway_messaging")
                .target("1")
                .load()
                .migrate();
        JdbcClient.create(source)
                .sql("INSERT INTO messaging_inbox (event_id, taken_at) VALUES (?, now())")
                .param(taken)
                .update();
    }

    private static EventEnvelope event(UUID id, Topic topic, String key) {
        return new EventEnvelope(id, "vn.kyso.test.v1", topic, key, "demo", 1, Instant.now(), new byte[] {'{', '}'});
    }

    /// By the topic's own producer, whose key a thief may have.
    private static void send(TestInstance instance, EventEnvelope event) throws InterruptedException {
        Service producer = event.topic().producer();
        byte[] signature = new EventSignatures(
                        producer,
                        TestKeys.identity(producer).getPrivate(),
                        Map.<Service, PublicKey>of(
                                producer, TestKeys.identity(producer).getPublic()))
                .sign(event);
        assertThat(instance.get(EventProducer.class)
                        .send(List.of(EventRecords.write(
                                new SignedEvent(event, signature, null),
                                instance.get(Broker.class).topic(event.topic())))))
                .containsOnlyNulls();
    }
}
