package vn.kyso.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import vn.kyso.local.EmbeddedKafka;
import vn.kyso.local.EmbeddedPostgres;
import vn.kyso.local.Lifetime;
import vn.kyso.local.LocalPartException;
import vn.kyso.local.Ports;

/// One PostgreSQL server and one Kafka broker for this test JVM, started at first use and ended with it. With the
/// system property `kyso.containers=true` they are containers of the images that production uses.
public final class EmbeddedParts {
    private static final boolean CONTAINERS = Boolean.getBoolean("kyso.containers");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int START_TRIES = 3;

    private EmbeddedParts() {}

    /// A fresh, empty database of its own with a role that owns it.
    ///
    /// @param purpose becomes part of its name, for whoever reads the server's log
    public static Database newDatabase(String purpose) {
        String name = purpose.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_") + "_" + COUNT.incrementAndGet();
        if (CONTAINERS) {
            return PostgresContainer.newDatabase(name);
        }
        String password = UUID.randomUUID().toString();
        Postgres.SERVER.createDatabase(name, name, password);
        return new Database(Postgres.SERVER.url(name), name, password);
    }

    /// A fresh, empty database; see [#newDatabase(String)].
    public static Database postgres() {
        return newDatabase("test");
    }

    /// The broker's address, for `bootstrap.servers`.
    public static String kafka() {
        return CONTAINERS ? Broker.CONTAINER.getBootstrapServers() : Kafka.BROKER.bootstrapServers();
    }

    /// A prefix for topics and consumer groups that no other test class has had.
    public static String newTopicPrefix() {
        return "t" + COUNT.incrementAndGet() + "-" + Long.toHexString(System.nanoTime()) + ".";
    }

    /// A database for one test class.
    public record Database(String url, String username, String password) {}

    private static Path folder(String name) {
        try {
            Path folder = Files.createTempDirectory("kyso-test-" + name + "-");
            // The account that PostgreSQL runs under when tests run as root must pass through it.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException("No temporary folder for " + name, e);
        }
    }

    /// Another test JVM may take the same free port first; whoever comes too late takes another.
    private static <T> T onFreePorts(Supplier<T> start) {
        for (int i = 1; i < START_TRIES; i++) {
            try {
                return start.get();
            } catch (LocalPartException e) {
                System.err.println("A server of this test JVM did not start; trying again: " + e.getMessage());
            }
        }
        return start.get();
    }

    private static void atExit(AutoCloseable part, @Nullable Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> PartsCleanup.close(part, folder), "stop-test-part"));
    }

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            Path folder = folder("postgres");
            String password = UUID.randomUUID().toString();
            EmbeddedPostgres server = onFreePorts(() -> EmbeddedPostgres.start(
                    folder.resolve("data"), folder.resolve("log"), Ports.free(), password, Lifetime.OF_THIS_JVM));
            atExit(server, folder);
            return server;
        }
    }

    private static final class Kafka {
        static final EmbeddedKafka BROKER = start();

        private static EmbeddedKafka start() {
            Path folder = folder("kafka");
            EmbeddedKafka broker = onFreePorts(() -> EmbeddedKafka.start(
                    folder.resolve("data"), folder.resolve("log"), Ports.free(), Ports.free(), Lifetime.OF_THIS_JVM));
            atExit(broker, folder);
            return broker;
        }
    }

    private static final class PostgresContainer {
        static final PostgreSQLContainer CONTAINER = start();

        private static PostgreSQLContainer start() {
            PostgreSQLContainer container =
                    new PostgreSQLContainer("postgres:18").withCommand("postgres", "-c", "max_connections=300");
            container.start();
            atExit(container, null);
            return container;
        }

        static Database newDatabase(String name) {
            String password = UUID.randomUUID().toString();
            try (var connection = java.sql.DriverManager.getConnection(
                            CONTAINER.getJdbcUrl(), CONTAINER.getUsername(), CONTAINER.getPassword());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE ROLE \"" + name + "\" LOGIN PASSWORD '" + password + "'");
                statement.execute("CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException("Database " + name + " could not be made", e);
            }
            String url = "jdbc:postgresql://" + CONTAINER.getHost() + ":" + CONTAINER.getMappedPort(5432) + "/" + name;
            return new Database(url, name, password);
        }
    }

    private static final class Broker {
        static final KafkaContainer CONTAINER = start();

        private static KafkaContainer start() {
            KafkaContainer container =
                    new KafkaContainer("apache/kafka:4.2.2").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
            container.start();
            atExit(container, null);
            return container;
        }
    }
}
