package vn.kyso.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import vn.kyso.local.installation.Addresses;
import vn.kyso.local.installation.Installation;
import vn.kyso.local.installation.PrivateFiles;

/// `.kyso`: what an installation on this machine keeps from one start to the next.
record LocalFolder(Path path) {
    static final String POSTGRES = "PostgreSQL";
    static final String KAFKA = "Kafka";

    /// Folders below it that nobody but their owner enters: documents, events, what services log, notes about processes
    /// and class archives. `env` and `operator` are closed by who makes them, PostgreSQL's is its account's own.
    private static final List<String> PRIVATE = List.of("data", "kafka", "logs", "run", "cache");

    private static final int DEFAULT_PORT = 8080;
    private static final int POSTGRES_OFFSET = 50;
    private static final int KAFKA_OFFSET = 51;
    private static final int CONTROLLER_OFFSET = 52;

    RunningParts running() {
        return new RunningParts(path.resolve("run"));
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path log(String part) {
        return logs().resolve(part.toLowerCase(Locale.ROOT) + ".log");
    }

    /// The port of the gateway, after which the others follow: the one asked for, else the one used before. It
    /// stands in certificates, so an installation keeps it.
    int gatewayPort(@Nullable Integer asked) {
        return asked != null ? asked : keptPort();
    }

    Installation installation(int gatewayPort) {
        keepPort(gatewayPort);
        return new Installation(
                path, Addresses.ofProcesses(gatewayPort, postgresPort(gatewayPort), kafkaPort(gatewayPort)));
    }

    static int postgresPort(int gatewayPort) {
        return gatewayPort + POSTGRES_OFFSET;
    }

    static int kafkaPort(int gatewayPort) {
        return gatewayPort + KAFKA_OFFSET;
    }

    static int controllerPort(int gatewayPort) {
        return gatewayPort + CONTROLLER_OFFSET;
    }

    /// Makes the folder; PostgreSQL's account, where it is another one, can pass through it, and through nothing else
    /// in it.
    void create() {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
            for (String name : PRIVATE) {
                PrivateFiles.folder(path.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + path + " could not be made", e);
        }
    }

    /// Removes everything but the lock that the caller holds.
    void empty() {
        try (var content = Files.list(path)) {
            for (Path each : content.toList()) {
                if (!each.equals(lockFile())) {
                    Folders.delete(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What earlier runs left in " + path + " could not be removed", e);
        }
    }

    /// Held while parts are started or stopped.
    ///
    /// @throws LocalPartException if another process holds it
    Lock lock() {
        try {
            FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            ownersAlone(lockFile());
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new LocalPartException("Another ./kyso up or down is at work on " + path + "; wait for it.");
            }
            return new Lock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The lock in " + path + " could not be taken", e);
        }
    }

    record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The lock could not be released", e);
            }
        }
    }

    private Path lockFile() {
        return path.resolve("lock");
    }

    private Path settings() {
        return path.resolve("settings.properties");
    }

    private int keptPort() {
        if (!Files.exists(settings())) {
            return DEFAULT_PORT;
        }
        Properties p = new Properties();
        try (var in = Files.newBufferedReader(settings())) {
            p.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(settings() + " could not be read", e);
        }
        return Integer.parseInt(p.getProperty("gateway.port", Integer.toString(DEFAULT_PORT)));
    }

    private void keepPort(int port) {
        Properties p = new Properties();
        p.setProperty("gateway.port", Integer.toString(port));
        try (var out = Files.newBufferedWriter(settings())) {
            p.store(out, null);
            ownersAlone(settings());
        } catch (IOException e) {
            throw new UncheckedIOException(settings() + " could not be written", e);
        }
    }

    private static void ownersAlone(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
