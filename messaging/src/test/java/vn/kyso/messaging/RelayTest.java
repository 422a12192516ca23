package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.messaging.TestInstance.Installation;

final class RelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void keepsTheOrderOfEachKeyWithTwoRelays() throws ExecutionException, InterruptedException {
        int keys = 8;
        int versions = 60;
        Installation documents = Installation.fresh("two_relays");
        try (TestInstance one = documents.service(Service.DOCUMENT).start();
                TestInstance two = documents.service(Service.DOCUMENT).start();
                TestInstance signing = documents
                        .withOwnDatabase("two_relays_consumer")
                        .service(Service.SIGNING)
                        .recorder(Topic.SIGN_REQUESTED, _ -> {})
                        .start();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
                String name = "key-" + key;
                one.jdbc()
                        .sql("INSERT INTO thing (name) VALUES (?)")
                        .param(name)
                        .update();
                for (TestInstance instance : List.of(one, two)) {
                    calls.add(callers.submit(() -> {
                        for (int i = 0; i < versions / 2; i++) {
                            changeAndTell(instance, name);
                        }
                    }));
                }
            }
            for (Future<?> call : calls) {
                call.get();
            }
            for (int key = 0; key < keys; key++) {
                String name = "key-" + key;
                await().atMost(PATIENCE).until(() -> signing.seen(name).size() >= versions);
                assertThat(signing.seen(name))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, versions).boxed().toList());
            }
        }
    }

    /// As an aggregate does: its row's lock is held until the event's transaction commits.
    private static void changeAndTell(TestInstance instance, String key) {
        instance.transact(() -> {
            long version = instance.jdbc()
                    .sql("UPDATE thing SET version = version + 1 WHERE name = ? RETURNING version")
                    .param(key)
                    .query(Long.class)
                    .single();
            instance.get(Outbox.class).append(TestInstance.event(Topic.SIGN_REQUESTED, key, version));
        });
    }

    @Test
    void sendsAgainWhatARelayKilledBeforeDeletingHadSentAndTheInboxDropsIt() throws SQLException, InterruptedException {
        Installation documents = Installation.fresh("killed_relay");
        AtomicInteger handed = new AtomicInteger();
        try (TestInstance instance = documents.service(Service.DOCUMENT).start();
                TestInstance signing = documents
                        .withOwnDatabase("killed_relay_consumer")
                        .service(Service.SIGNING)
                        .recorder(Topic.SIGN_REQUESTED, _ -> handed.incrementAndGet())
                        .start()) {
            OutboxRelay relay = instance.get(OutboxRelay.class);
            instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "first", 1));
            await().atMost(PATIENCE).until(() -> signing.seen("first").size() == 1);
            relay.stop();
            instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "sent-twice", 1));

            // What a relay does up to the broker's acknowledgement; then its process is gone, and its locks with it.
            Connection dying = instance.get(DirectConnections.class).open("dying-relay");
            OutboxRows.prepare(dying);
            OutboxRows rows = new OutboxRows(dying);
            List<OutboxRows.Row> batch = rows.oldest(rows.lockFreeBuckets());
            assertThat(batch).hasSize(1);
            Broker broker = instance.get(Broker.class);
            assertThat(instance.get(EventProducer.class)
                            .send(batch.stream()
                                    .map(r -> EventRecords.write(r.event(), broker.topic(Topic.SIGN_REQUESTED)))
                                    .toList()))
                    .containsOnlyNulls();
            dying.abort(Runnable::run);
            await().atMost(PATIENCE).until(() -> signing.seen("sent-twice").size() == 1);
            assertThat(instance.count("messaging_outbox")).isEqualTo(1);

            relay.start();
            await().atMost(PATIENCE).until(() -> instance.count("messaging_outbox") == 0);
            instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "sent-twice", 2));
            await().atMost(PATIENCE).until(() -> signing.seen("sent-twice").contains(2L));
            assertThat(signing.seen("sent-twice")).containsExactly(1L, 2L);
            assertThat(handed).hasValue(3);
        }
    }

    @Test
    void leavesTheBucketsThatAnotherRelayHolds() throws SQLException {
        Installation documents = Installation.fresh("buckets");
        try (TestInstance instance = documents.service(Service.DOCUMENT).start()) {
            instance.get(OutboxRelay.class).stop();
            DirectConnections connections = instance.get(DirectConnections.class);
            try (Connection first = connections.open("first");
                    Connection second = connections.open("second")) {
                OutboxRows.prepare(first);
                OutboxRows.prepare(second);
                OutboxRows holder = new OutboxRows(first);
                OutboxRows other = new OutboxRows(second);
                assertThat(holder.lockFreeBuckets()).hasSize(TransactionalOutbox.BUCKETS);
                assertThat(other.lockFreeBuckets()).isEmpty();
                holder.unlock();
                assertThat(other.lockFreeBuckets()).hasSize(TransactionalOutbox.BUCKETS);
            }
        }
    }

    @Test
    void drainsTheOutboxAtShutdown() {
        Installation documents = Installation.fresh("drain");
        try (TestInstance first = documents.service(Service.DOCUMENT).start()) {
            first.append(TestInstance.event(Topic.SIGN_REQUESTED, "warm", 1));
            await().atMost(PATIENCE).until(() -> first.count("messaging_outbox") == 0);
            first.transact(() -> {
                for (int i = 1; i <= 300; i++) {
                    first.get(Outbox.class).append(TestInstance.event(Topic.SIGN_REQUESTED, "drained", i));
                }
            });
        }
        try (TestInstance second = documents
                .service(Service.DOCUMENT)
                .with("spring.flyway.enabled", false)
                .start()) {
            assertThat(second.count("messaging_outbox")).isZero();
        }
    }
}
