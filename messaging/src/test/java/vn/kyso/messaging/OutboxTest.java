package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.EventTooLargeException;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;

final class OutboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init")
    private static TestInstance instance;

    @BeforeAll
    static void start() {
        instance = TestInstance.Installation.fresh("outbox")
                .service(Service.DOCUMENT)
                .recorder(Topic.SIGN_REQUESTED, _ -> {})
                .start();
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void sendsWhatTheTransactionCommitted() {
        instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "committed", 1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.seen("committed")).containsExactly(1L));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(instance.count("messaging_outbox")).isZero());
    }

    @Test
    void leavesNothingOfATransactionThatRolledBack() {
        assertThatThrownBy(() -> instance.transact(() -> {
                    instance.get(Outbox.class).append(TestInstance.event(Topic.SIGN_REQUESTED, "rolled-back", 1));
                    throw new IllegalStateException("the caller's trouble");
                }))
                .hasMessage("the caller's trouble");
        instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "afterwards", 1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.seen("afterwards")).containsExactly(1L));
        assertThat(instance.seen("rolled-back")).isEmpty();
    }

    @Test
    void sendsTheEventsOfAKeyInOrder() {
        instance.transact(() -> {
            for (long version = 1; version <= 40; version++) {
                instance.get(Outbox.class).append(TestInstance.event(Topic.SIGN_REQUESTED, "ordered", version));
            }
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.seen("ordered")).hasSize(40));
        assertThat(instance.seen("ordered")).isSorted();
    }

    @Test
    void refusesAnEventOutsideATransaction() {
        EventEnvelope event = TestInstance.event(Topic.SIGN_REQUESTED, "k", 1);
        assertThatThrownBy(() -> instance.get(Outbox.class).append(event)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesATopicThatAnotherServiceProduces() {
        assertThatThrownBy(() -> instance.append(TestInstance.event(Topic.SESSION_CHANGED, "k", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("may not produce");
    }

    @Test
    void refusesWhatIsTooLargeBeforeTheCommit() {
        String json = "\"" + "x".repeat(EventEnvelope.MAX_PAYLOAD_BYTES) + "\"";
        assertThatThrownBy(() -> instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "large", 1, json)))
                .isInstanceOf(EventTooLargeException.class);
    }

    @Test
    void whatCommitsTogetherWithATooLargeEventDoesNotCommit() {
        String json = "\"" + "x".repeat(EventEnvelope.MAX_PAYLOAD_BYTES) + "\"";
        assertThatThrownBy(() -> instance.transact(() -> {
                    instance.get(Outbox.class).append(TestInstance.event(Topic.SIGN_REQUESTED, "beside-large", 1));
                    instance.get(Outbox.class).append(TestInstance.event(Topic.SIGN_REQUESTED, "large", 2, json));
                }))
                .isInstanceOf(EventTooLargeException.class);
        instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "after-large", 1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.seen("after-large")).containsExactly(1L));
        assertThat(instance.seen("beside-large")).isEmpty();
    }

    @Test
    void carriesTheLargestThatMayTravel() {
        String json = "\"" + "x".repeat(EventEnvelope.MAX_PAYLOAD_BYTES - 2) + "\"";
        instance.transact(() -> List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
                .forEach(key -> instance.get(Outbox.class)
                        .append(TestInstance.event(Topic.SIGN_REQUESTED, "largest-" + key, 1, json))));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.seen("largest-j")).containsExactly(1L));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(instance.count("messaging_outbox")).isZero());
    }
}
