package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.messaging.TestInstance.Installation;
import vn.kyso.testkit.EmbeddedParts;

final class DatabaseAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void takesEverythingInOrderAndOnceAfterTheConsumersDatabaseWasAway() throws SQLException {
        Installation documents = Installation.fresh("away_producer");
        EmbeddedParts.Database neighbour = EmbeddedParts.newDatabase("away_neighbour");
        Installation signings = documents.withOwnDatabase("away");
        try (Connection connection =
                        DriverManager.getConnection(neighbour.url(), neighbour.username(), neighbour.password());
                Statement statement = connection.createStatement()) {
            statement.execute("GRANT CONNECT ON DATABASE \"" + name(neighbour) + "\" TO PUBLIC");
        }
        try (TestInstance document = documents.service(Service.DOCUMENT).start();
                TestInstance signing = signings.service(Service.SIGNING)
                        .recorder(Topic.SIGN_REQUESTED, _ -> {})
                        .start()) {
            document.append(TestInstance.event(Topic.SIGN_REQUESTED, "request", 1));
            await().atMost(PATIENCE).until(() -> signing.seen("request").size() == 1);

            allowConnections(signings.database(), neighbour, false);
            for (long version = 2; version <= 30; version++) {
                document.append(TestInstance.event(Topic.SIGN_REQUESTED, "request", version));
            }
            await().atMost(PATIENCE).until(() -> document.count("messaging_outbox") == 0);
            allowConnections(signings.database(), neighbour, true);

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> signing.seen("request").size() >= 30);
            assertThat(signing.seen("request"))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 30).boxed().toList());
            assertThat(signing.get(DeadLetters.class).list()).isEmpty();

            // The producer's relay and workers come back by themselves, too.
            allowConnections(documents.database(), neighbour, false);
            allowConnections(documents.database(), neighbour, true);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                document.append(TestInstance.event(Topic.SIGN_REQUESTED, "afterwards", 1));
                return true;
            });
            await().atMost(PATIENCE).until(() -> !signing.seen("afterwards").isEmpty());
        }
    }

    /// As its owner, from another database of the same server; ends the connections that are open.
    private static void allowConnections(EmbeddedParts.Database database, EmbeddedParts.Database from, boolean allowed)
            throws SQLException {
        String name = name(database);
        try (Connection connection = DriverManager.getConnection(from.url(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE \"" + name + "\" ALLOW_CONNECTIONS " + allowed);
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
        }
    }

    private static String name(EmbeddedParts.Database database) {
        return database.url().substring(database.url().lastIndexOf('/') + 1);
    }
}
