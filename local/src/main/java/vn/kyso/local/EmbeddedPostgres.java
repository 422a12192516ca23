package vn.kyso.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL 18 server on the loopback interface: passwords by SCRAM, `fsync` on, no socket files.
/// Its data stay in the given folder and are used again at the next start.
public final class EmbeddedPostgres implements AutoCloseable {
    static final String SUPERUSER = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final int port;
    private final String password;
    private final ServerProcess server;

    private EmbeddedPostgres(int port, String password, ServerProcess server) {
        this.port = port;
        this.password = password;
        this.server = server;
    }

    /// Starts a server, creating its data folder if it holds none.
    ///
    /// @param password the superuser's; it is set when the folder is created and must be the same afterwards
    /// @throws LocalPartException if the server does not start
    public static EmbeddedPostgres start(Path data, Path log, int port, String password, Lifetime lifetime) {
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
            EmbeddedPostgres postgres = new EmbeddedPostgres(port, password, server);
            server.awaitReady(postgres::answers, START_LIMIT);
            return postgres;
        } catch (IOException e) {
            throw new LocalPartException("PostgreSQL's files could not be laid out under " + data, e);
        }
    }

    /// The address of one of its databases.
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    long pid() {
        return server.pid();
    }

    /// Makes a role with a password and a database that it owns, which nobody else may enter. A role that exists gets
    /// the password, a database that exists stays.
    ///
    /// @throws LocalPartException if the server refuses
    public void createDatabase(String database, String role, String rolePassword) {
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            String verb = exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + literal(role) + "'")
                    ? "ALTER"
                    : "CREATE";
            statement.execute(
                    verb + " ROLE \"" + identifier(role) + "\" LOGIN PASSWORD '" + literal(rolePassword) + "'");
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + literal(database) + "'")) {
                statement.execute("CREATE DATABASE \"" + identifier(database) + "\" OWNER \"" + identifier(role)
                        + "\" STRATEGY FILE_COPY");
                statement.execute("REVOKE ALL ON DATABASE \"" + identifier(database) + "\" FROM PUBLIC");
            }
        } catch (SQLException e) {
            throw new LocalPartException("Database " + database + " could not be made", e);
        }
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
                    SUPERUSER,
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

    private Connection admin() throws SQLException {
        return DriverManager.getConnection(url("postgres"), SUPERUSER, password);
    }

    private boolean answers() {
        if (!Ports.inUse(port)) {
            return false;
        }
        try (Connection connection = admin()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) {
                throw new LocalPartException("Port " + port + " is held by a PostgreSQL with another password", e);
            }
            return false;
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static String identifier(String name) {
        return name.replace("\"", "\"\"");
    }

    private static String literal(String text) {
        return text.replace("'", "''");
    }
}
