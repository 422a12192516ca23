package vn.kyso.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFolderTest {
    @TempDir
    private Path temporary = Path.of("");

    @Test
    void othersPassThroughItAndReadNothingInIt() throws IOException {
        Path path = temporary.resolve("kyso");
        // As earlier versions left it.
        Files.createDirectories(path.resolve("logs"));
        Files.setPosixFilePermissions(path.resolve("logs"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(path.resolve("data/document-service/data/blobs"));

        LocalFolder folder = new LocalFolder(path);
        folder.create();
        try (var _ = folder.lock()) {
            folder.installation(8080).write();
            folder.running()
                    .add(RunningPart.of("gateway", ProcessHandle.current().pid(), 8080));
        }

        assertThat(permissions(path)).isEqualTo("rwx--x--x");
        try (Stream<Path> content = Files.list(path)) {
            assertThat(content)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(permissions(each))
                            .as(each.toString())
                            .isEqualTo(Files.isDirectory(each) ? "rwx------" : "rw-------"));
        }
        assertThat(path.resolve("data/document-service/data/blobs")).isDirectory();
        assertThat(path.resolve("run/gateway.process")).exists();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
