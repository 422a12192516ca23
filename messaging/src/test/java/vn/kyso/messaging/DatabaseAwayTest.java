package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.messaging.TestInstance.Installation;
import vn.kyso.testkit.DatabaseAway;

final class DatabaseAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void takesEverythingInOrderAndOnceAfterTheConsumersDatabaseWasAway() {
        Installation documents = Installation.fresh("away_producer");
        Installation signings = documents.withOwnDatabase("away");
        try (TestInstance document = documents.service(Service.DOCUMENT).start();
                TestInstance signing = signings.service(Service.SIGNING)
                        .recorder(Topic.SIGN_REQUESTED, _ -> {})
                        .start()) {
            document.append(TestInstance.event(Topic.SIGN_REQUESTED, "request", 1));
            await().atMost(PATIENCE).until(() -> signing.seen("request").size() == 1);

            try (DatabaseAway _ = DatabaseAway.of(signings.database())) {
                for (long version = 2; version <= 30; version++) {
                    document.append(TestInstance.event(Topic.SIGN_REQUESTED, "request", version));
                }
                await().atMost(PATIENCE).until(() -> document.count("messaging_outbox") == 0);
            }

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> signing.seen("request").size() >= 30);
            assertThat(signing.seen("request"))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 30).boxed().toList());
            assertThat(signing.get(DeadLetters.class).list()).isEmpty();

            // The producer's relay and workers come back by themselves, too.
            DatabaseAway.of(documents.database()).close();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                document.append(TestInstance.event(Topic.SIGN_REQUESTED, "afterwards", 1));
                return true;
            });
            await().atMost(PATIENCE).until(() -> !signing.seen("afterwards").isEmpty());
        }
    }
}
