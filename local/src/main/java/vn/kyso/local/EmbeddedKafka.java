package vn.kyso.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// A real Apache Kafka broker (KRaft, one node) in a JVM of its own on the loopback interface. Topics are never
/// made by using them. Its data stay in the given folder.
public final class EmbeddedKafka implements AutoCloseable {
    // After a kill with much data the broker reads its log again, which has taken 15 s.
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final int port;
    private final ServerProcess server;

    private EmbeddedKafka(int port, ServerProcess server) {
        this.port = port;
        this.server = server;
    }

    /// Starts a broker, formatting its folder if it is new.
    ///
    /// @throws LocalPartException if the broker does not start
    public static EmbeddedKafka start(Path data, Path log, int port, int controllerPort, Lifetime lifetime) {
        return start(data, log, port, controllerPort, lifetime, pid -> {});
    }

    /// As above; tells the broker's process id as soon as there is one.
    static EmbeddedKafka start(
            Path data, Path log, int port, int controllerPort, Lifetime lifetime, LongConsumer started) {
        try {
            Files.createDirectories(data);
            Path properties = data.resolve("server.properties");
            Files.writeString(properties, configuration(data, port, controllerPort));
            Path archive = data.resolveSibling("kafka.jsa");
            if (!ClassArchive.usable(archive, ownJar())) {
                Files.deleteIfExists(archive);
            }
            List<String> command = Stream.of(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-Xshare:auto",
                                    "-Dkafka.logs.dir=" + data),
                            lifetime == Lifetime.UNTIL_STOPPED
                                    ? List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive)
                                    : List.<String>of(),
                            List.of("-cp", classPath(), BrokerMain.class.getName(), properties.toString()))
                    .flatMap(List::stream)
                    .toList();
            ServerProcess server = ServerProcess.start("Kafka", command, Map.of(), log, lifetime, "TERM");
            started.accept(server.pid());
            server.awaitReady(() -> Ports.inUse(port), START_LIMIT);
            return new EmbeddedKafka(port, server);
        } catch (IOException e) {
            throw new LocalPartException("Kafka's files could not be laid out under " + data, e);
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /// Ends the broker; data stay.
    @Override
    public void close() {
        server.stop(STOP_LIMIT);
    }

    private static String configuration(Path data, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                log.dirs=%3$s
                auto.create.topics.enable=false
                default.replication.factor=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.consumer.heartbeat.interval.ms=1000
                group.consumer.min.heartbeat.interval.ms=500
                group.consumer.session.timeout.ms=10000
                group.consumer.min.session.timeout.ms=6000
                message.max.bytes=1048576
                log.segment.bytes=67108864
                log.cleaner.dedupe.buffer.size=16777216
                num.network.threads=2
                num.io.threads=4
                """.formatted(port, controllerPort, data.resolve("log"));
    }

    /// The broker's own libraries, written down when this module was built, and this module for [BrokerMain].
    private static String classPath() throws IOException {
        try (InputStream list = EmbeddedKafka.class.getResourceAsStream("/kafka.classpath")) {
            if (list == null) {
                throw new LocalPartException("kafka.classpath is missing: build the module `local`");
            }
            return ownJar() + ":" + new String(list.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /// This module: a jar, or a folder of classes in its own tests.
    private static Path ownJar() {
        return Path.of(EmbeddedKafka.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
