package vn.kyso.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EmbeddedServersTest {
    // Not JUnit's own temporary folder: the account that PostgreSQL runs under must reach it.
    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("kyso-servers-");
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void deleteFolder() throws IOException {
        Folders.delete(folder);
    }

    @Test
    void keepsDataOverARestartAndSyncsThem() throws SQLException {
        int port = Ports.free();
        try (EmbeddedPostgres first = start(port)) {
            first.createDatabase("one", "one", "secret'one");
            try (var c = DriverManager.getConnection(first.url("one"), "one", "secret'one");
                    var s = c.createStatement()) {
                s.execute("CREATE TABLE t (x int)");
                s.execute("INSERT INTO t VALUES (42)");
            }
        }
        assertThat(Ports.inUse(port)).isFalse();
        try (EmbeddedPostgres again = start(port);
                var c = DriverManager.getConnection(again.url("one"), "one", "secret'one");
                var s = c.createStatement()) {
            try (var rows = s.executeQuery(
                    "SELECT x, current_setting('fsync'), current_setting('server_version_num') FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(42);
                assertThat(rows.getString(2)).isEqualTo("on");
                assertThat(rows.getInt(3)).isBetween(180000, 189999);
            }
        }
    }

    @Test
    void refusesAWrongPasswordAndAnotherServicesDatabase() {
        try (EmbeddedPostgres postgres = start(Ports.free())) {
            postgres.createDatabase("one", "one", "secret-one");
            postgres.createDatabase("two", "two", "secret-two");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("one"), "one", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("two"), "one", "secret-one"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void startsABrokerAndStopsIt() {
        int port = Ports.free();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(
                folder.resolve("kafka"), folder.resolve("kafka.log"), port, Ports.free(), Lifetime.OF_THIS_JVM)) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(Ports.inUse(port)).isTrue();
        }
        assertThat(Ports.inUse(port)).isFalse();
    }

    @Test
    void startsABrokerAgainOnWhatItKept() throws IOException {
        // The least convenient of ids: it looks like an option.
        Files.createDirectories(folder.resolve("kafka"));
        Files.writeString(folder.resolve("kafka/cluster.id"), "-2TGaw6IR9aOFTfSOcpuWg");
        for (int start = 1; start <= 2; start++) {
            int port = Ports.free();
            try (EmbeddedKafka kafka = EmbeddedKafka.start(
                    folder.resolve("kafka"), folder.resolve("kafka.log"), port, Ports.free(), Lifetime.OF_THIS_JVM)) {
                assertThat(Ports.inUse(port))
                        .as("start %d of %s", start, kafka.bootstrapServers())
                        .isTrue();
            }
        }
    }

    private EmbeddedPostgres start(int port) {
        return EmbeddedPostgres.start(
                folder.resolve("postgres"), folder.resolve("postgres.log"), port, "root-secret", Lifetime.OF_THIS_JVM);
    }
}
