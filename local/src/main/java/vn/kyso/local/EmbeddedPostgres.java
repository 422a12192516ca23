package vn.kyso.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/// A real PostgreSQL 18 server on the loopback interface: passwords by SCRAM, `fsync` on, no socket files.
/// Its data stay in the given folder and are used again at the next start.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final DatabaseServer databases;
    private final ServerProcess server;

    private EmbeddedPostgres(DatabaseServer databases, ServerProcess server) {
        this.databases = databases;
        this.server = server;
    }

    /// Starts a server, creating its data folder if it holds none.
    ///
    /// @param password the superuser's; it is set when the folder is created and must be the same afterwards
    /// @throws LocalPartException if the server does not start
    public static EmbeddedPostgres start(Path data, Path log, int port, String password, Lifetime lifetime) {
        return start(data, log, port, password, lifetime, pid -> {});
    }

    /// As above; tells the server's process id as soon as there is one.
    static EmbeddedPostgres start(
            Path data, Path log, int port, String password, Lifetime lifetime, LongConsumer started) {
        Account account = Account.forServers();
        try {
            PostgresBinaries binaries = PostgresBinaries.unpacked(account);
            if (!account.canReach(data)) {
                throw new LocalPartException("PostgreSQL does not run as root, and the account `nobody` can't reach "
                        + data + ": make its parent folders passable (chmod o+x) or run as an ordinary user.");
            }
            Files.createDirectories(log.toAbsolutePath().getParent());
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(binaries, account, data, log, password);
            }
            List<String> command = account.running(List.of(
                    binaries.program("postgres").toString(),
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_connections=300",
                    "-c",
                    "shared_buffers=128MB",
                    "-c",
                    "password_encryption=scram-sha-256",
                    "-c",
                    "timezone=UTC",
                    "-c",
                    "log_timezone=UTC"));
            ServerProcess server =
                    ServerProcess.start("PostgreSQL", command, Map.of("LC_ALL", "C.UTF-8"), log, lifetime, "INT");
            started.accept(server.pid());
            DatabaseServer databases = new DatabaseServer(port, password);
            server.awaitReady(databases::answers, START_LIMIT);
            return new EmbeddedPostgres(databases, server);
        } catch (IOException e) {
            throw new LocalPartException("PostgreSQL's files could not be laid out under " + data, e);
        }
    }

    /// The address of one of its databases.
    public String url(String database) {
        return databases.url(database);
    }

    public int port() {
        return databases.port();
    }

    /// Makes a role with a password and a database that it owns; see [DatabaseServer#createDatabase].
    ///
    /// @throws LocalPartException if the server refuses
    public void createDatabase(String database, String role, String rolePassword) {
        databases.createDatabase(database, role, rolePassword);
    }

    /// Ends the server with its JVM's end or at once; data stay.
    @Override
    public void close() {
        server.stop(STOP_LIMIT);
    }

    private static void initialise(PostgresBinaries binaries, Account account, Path data, Path log, String password)
            throws IOException {
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        account.own(data);
        // initdb reads the password from a file that only its account may read, and that goes at once.
        Path passwordFile = Files.createTempFile(
                "kyso-", ".pw", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password);
            account.own(passwordFile);
            List<String> command = new ArrayList<>(account.running(List.of(
                    binaries.program("initdb").toString(),
                    "-D",
                    data.toString(),
                    "-U",
                    DatabaseServer.SUPERUSER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync")));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new LocalPartException("initdb failed; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalPartException("Interrupted during initdb", e);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }
}
