package vn.kyso.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script on a small project of the same shape, with a `mvn` on the path that writes down when it is called.
final class ScriptTest {
    private static final String[] PARTS = {
        "local",
        "cli",
        "gateway",
        "app-host",
        "document-service",
        "certificate-service",
        "signing-service",
        "notification-service"
    };

    private static final String[] PROGRAMS = {
        "env",
        "bash",
        "dirname",
        "readlink",
        "sed",
        "sort",
        "find",
        "sha256sum",
        "cut",
        "cat",
        "mkdir",
        "rm",
        "touch",
        "head",
        "grep",
        "ls"
    };

    @TempDir
    private Path project = Path.of("");

    @BeforeEach
    void layOutAProject() throws IOException {
        Files.copy(Path.of("..", "kyso"), project.resolve("kyso"));
        executable(project.resolve("kyso"));
        for (String part : PARTS) {
            write(part + "/src/main/java/A.java", "class A {}");
            write(part + "/pom.xml", "<project/>");
        }
        write("bin/mvn", """
                #!/usr/bin/env bash
                echo called >> mvn.calls
                for part in %s; do
                  mkdir -p $part/target; touch $part/target/$part-1.jar $part/target/runtime.classpath
                done
                """.formatted(String.join(" ", PARTS)));
        executable(project.resolve("bin/mvn"));
        for (String program : List.of("node", "npm")) {
            write("bin/" + program, "#!/bin/sh\nexit 0\n");
            executable(project.resolve("bin").resolve(program));
        }
        offerPrograms();
    }

    @Test
    void buildsOnceWhileNoSourceChanges() throws IOException, InterruptedException {
        assertThat(run("build").output()).contains("Building what has changed");
        assertThat(run("build").output()).contains("Nothing to build");
        assertThat(mavenCalls()).isEqualTo(1);
    }

    @Test
    void buildsAgainAfterASourceChangedCameOrWent() throws IOException, InterruptedException {
        run("build");
        Files.setLastModifiedTime(
                project.resolve("cli/src/main/java/A.java"),
                FileTime.from(Instant.now().minusSeconds(3600)));
        run("build");
        assertThat(mavenCalls()).as("an older file put in its place").isEqualTo(2);
        write("cli/src/main/resources/new.txt", "new");
        run("build");
        assertThat(mavenCalls()).isEqualTo(3);
        Files.delete(project.resolve("cli/src/main/resources/new.txt"));
        run("build");
        assertThat(mavenCalls()).isEqualTo(4);
        write("cli/src/test/java/ATest.java", "class ATest {}");
        run("build");
        assertThat(mavenCalls()).as("tests are no part of what runs").isEqualTo(4);
    }

    @Test
    void buildsAgainWhereAJarIsMissing() throws IOException, InterruptedException {
        run("build");
        Files.delete(project.resolve("gateway/target/gateway-1.jar"));
        run("build");
        assertThat(mavenCalls()).isEqualTo(2);
    }

    @Test
    void saysInOneSentenceWhatIsMissing() throws IOException, InterruptedException {
        Files.delete(project.resolve("bin/mvn"));
        Result withoutMaven = run("build");
        assertThat(withoutMaven.exit()).isEqualTo(6);
        assertThat(withoutMaven.output().strip())
                .isEqualTo("kyso: Maven 3.8.6 or newer is needed: install it so that 'mvn' is on the PATH.");

        Files.delete(project.resolve("bin/npm"));
        write("bin/mvn", "#!/bin/sh\nexit 1\n");
        executable(project.resolve("bin/mvn"));
        assertThat(run("build").output().strip())
                .isEqualTo("kyso: Node.js 20.19 or newer with npm is needed: install it so that 'node' and 'npm' are on"
                        + " the PATH.");

        Result unknown = run("fly");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.output()).endsWith("kyso: 'fly' is not a command.\n");

        Result notBuilt = run("certs", "ICA.001099012345");
        assertThat(notBuilt.exit()).isEqualTo(6);
        assertThat(notBuilt.output().strip()).isEqualTo("kyso: Nothing is built yet: ./kyso build, or ./kyso up.");
    }

    /// The machine's own Maven must not be found, so the path has these programs and no folder of the system's.
    private void offerPrograms() throws IOException {
        for (String name : PROGRAMS) {
            Path program = Path.of("/usr/bin", name);
            write("bin/" + name, "#!/bin/sh\nexec " + (Files.exists(program) ? program : "/bin/" + name) + " \"$@\"\n");
            executable(project.resolve("bin").resolve(name));
        }
    }

    private record Result(int exit, String output) {}

    private Result run(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = project.resolve("kyso").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", project.resolve("bin").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private long mavenCalls() throws IOException {
        return Files.readAllLines(project.resolve("mvn.calls")).size();
    }

    private void write(String file, String content) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
