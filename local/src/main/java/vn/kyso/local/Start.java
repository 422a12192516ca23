package vn.kyso.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import vn.kyso.local.installation.Installation;
import vn.kyso.local.installation.PlatformPart;

/// Starts the parts that do not run yet, in the order they stand on one another, and waits until each says that
/// it is ready. Each process is noted as soon as it exists, so that `./kyso down` finds it whatever happens next.
final class Start {
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(180);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final Path root;
    private final LocalFolder folder;
    private final Installation installation;
    private final int gatewayPort;
    private final PrintStream out;
    private final boolean terminal =
            System.console() != null && System.console().isTerminal();
    private final long begun = System.nanoTime();

    Start(Path root, LocalFolder folder, Installation installation, int gatewayPort, PrintStream out) {
        this.root = root;
        this.folder = folder;
        this.installation = installation;
        this.gatewayPort = gatewayPort;
        this.out = out;
    }

    void run() {
        try {
            CompletableFuture.allOf(CompletableFuture.runAsync(this::postgres), CompletableFuture.runAsync(this::kafka))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LocalPartException cause) {
                throw cause;
            }
            throw e;
        }
        awaitReady(services());
    }

    private void postgres() {
        int port = LocalFolder.postgresPort(gatewayPort);
        if (!folder.running().running(LocalFolder.POSTGRES)) {
            EmbeddedPostgres.start(
                    folder.path().resolve("postgres"),
                    folder.log(LocalFolder.POSTGRES),
                    port,
                    installation.postgresPassword(),
                    Lifetime.UNTIL_STOPPED,
                    pid -> folder.running().add(RunningPart.of(LocalFolder.POSTGRES, pid, port)));
        }
        DatabaseServer server = new DatabaseServer(port, installation.postgresPassword());
        for (PlatformPart part : PlatformPart.withDatabase()) {
            server.createDatabase(part.database(), part.database(), installation.databasePassword(part));
        }
        ready(LocalFolder.POSTGRES, port);
    }

    private void kafka() {
        int port = LocalFolder.kafkaPort(gatewayPort);
        if (!folder.running().running(LocalFolder.KAFKA)) {
            EmbeddedKafka.start(
                    folder.path().resolve("kafka"),
                    folder.log(LocalFolder.KAFKA),
                    port,
                    LocalFolder.controllerPort(gatewayPort),
                    Lifetime.UNTIL_STOPPED,
                    pid -> folder.running().add(RunningPart.of(LocalFolder.KAFKA, pid, port)));
        }
        ready(LocalFolder.KAFKA, port);
    }

    private List<RunningPart> services() {
        ServiceJvm jvms = new ServiceJvm(root, folder);
        List<RunningPart> parts = new ArrayList<>();
        for (PlatformPart part : PlatformPart.values()) {
            if (!folder.running().running(part.id())) {
                ServerProcess process = jvms.start(installation.environment(part));
                folder.running()
                        .add(RunningPart.of(
                                part.id(),
                                process.pid(),
                                installation.addresses().port(part)));
            }
            parts.add(folder.running().find(part.id()).orElseThrow());
        }
        return parts;
    }

    private void awaitReady(List<RunningPart> parts) {
        Readiness readiness = new Readiness();
        List<RunningPart> waiting = new ArrayList<>(parts);
        long end = System.nanoTime() + SERVICE_LIMIT.toNanos();
        while (!waiting.isEmpty()) {
            for (RunningPart part : List.copyOf(waiting)) {
                if (readiness.of(part.port()) == Readiness.State.READY) {
                    waiting.remove(part);
                    ready(part.name(), part.port());
                } else if (!part.alive()) {
                    throw new LocalPartException(part.name() + " ended at its start. The end of "
                            + folder.log(part.name()) + ":\n" + LogTail.of(folder.log(part.name())));
                }
            }
            if (System.nanoTime() > end) {
                throw new LocalPartException(names(waiting) + " not ready within " + SERVICE_LIMIT.toSeconds()
                        + " s; see ./kyso logs. What was started goes on; ./kyso down stops it.");
            }
            showWaiting(waiting);
            if (!waiting.isEmpty()) {
                Pause.of(LOOK_AGAIN);
            }
        }
    }

    private synchronized void ready(String name, int port) {
        clearLine();
        out.printf("  %-22s %-5d  ready after %.1f s%n", name, port, secondsSinceBegin());
    }

    private void showWaiting(List<RunningPart> waiting) {
        if (terminal && !waiting.isEmpty()) {
            clearLine();
            out.printf("  %.0f s, waiting for %s", secondsSinceBegin(), names(waiting));
            out.flush();
        }
    }

    private void clearLine() {
        if (terminal) {
            out.print("\r\033[K");
        }
    }

    private double secondsSinceBegin() {
        return (System.nanoTime() - begun) / (double) ONE_SECOND.toNanos();
    }

    private static String names(List<RunningPart> parts) {
        return parts.stream().map(RunningPart::name).collect(Collectors.joining(", "));
    }
}
