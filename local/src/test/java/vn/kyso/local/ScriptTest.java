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
        "ls",
        "tail",
        "paste"
    };

    private static final String NO_JDK =
            "kyso: JDK 25 or newer is needed: install one under /usr/lib/jvm or set JAVA_HOME to it.";
    private static final String NO_MAVEN =
            "kyso: Maven 3.8.6 or newer is needed: install it so that 'mvn' is on the PATH.";

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
        offerMaven("3.8.6");
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
        assertThat(withoutMaven.output().strip()).isEqualTo(NO_MAVEN);

        offerMaven("3.8.6");
        Files.delete(project.resolve("bin/npm"));
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

    @Test
    void takesNoMavenThatIsTooOld() throws IOException, InterruptedException {
        for (String old : List.of("3.8.5", "3.6.3", "2.2.1", "")) {
            offerMaven(old);
            Result refused = run("build");
            assertThat(refused.exit()).as(old).isEqualTo(6);
            assertThat(refused.output().strip()).as(old).isEqualTo(NO_MAVEN);
        }
        assertThat(project.resolve("mvn.calls")).doesNotExist();
        for (String able : List.of("3.8.6", "3.9.11", "3.10.0", "4.0.0-rc-4")) {
            offerMaven(able);
            write("cli/src/main/resources/for.txt", able);
            assertThat(run("build").exit()).as(able).isZero();
        }
        assertThat(mavenCalls()).isEqualTo(4);
    }

    @Test
    void asksForNoMavenWhereNothingIsToBuild() throws IOException, InterruptedException {
        run("build");
        Files.delete(project.resolve("bin/mvn"));
        assertThat(run("build").output()).contains("Nothing to build");
    }

    @Test
    void takesNoJdkThatIsTooOld() throws IOException, InterruptedException {
        // The machine's own JDKs must not be found.
        String script = Files.readString(project.resolve("kyso"));
        assertThat(script).contains("/usr/lib/jvm/*;");
        Files.writeString(project.resolve("kyso"), script.replace("/usr/lib/jvm/*;", project + "/jvm/*;"));
        offerJdk("jvm/old", "17.0.12");
        Path runtimeAlone = offerJdk("jvm/runtime", "25.0.1");
        Files.delete(runtimeAlone.resolve("bin/javac"));
        Path given = offerJdk("given", "21.0.4");
        for (String[] command :
                List.of(new String[] {"build"}, new String[] {"up"}, new String[] {"certs", "ICA.001099012345"})) {
            Result refused = run(given, command);
            assertThat(refused.exit()).isEqualTo(6);
            assertThat(refused.output().strip()).isEqualTo(NO_JDK);
        }
        assertThat(project.resolve("mvn.calls")).doesNotExist();

        offerJdk("jvm/new", "25");
        assertThat(run(given, "build").exit()).isZero();
    }

    @Test
    void logsShowTheEndOfOneServicesFileOrOfAll() throws IOException, InterruptedException {
        Result none = run("logs");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.output().strip()).isEqualTo("kyso: There are no logs yet: ./kyso up writes them.");
        write(".kyso/logs/signing-service.log", "line\n".repeat(150) + "the last of signing\n");
        write(".kyso/logs/kafka.log", "the last of kafka\n");

        assertThat(run("logs", "signing").output().lines()).hasSize(100).last().isEqualTo("the last of signing");
        assertThat(run("logs").output()).contains("the last of signing", "the last of kafka");
        Result unknown = run("logs", "mail");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.output().strip())
                .isEqualTo("kyso: There is no log of 'mail'; there are: kafka signing-service.");
    }

    private void offerMaven(String version) throws IOException {
        write("bin/mvn", """
                #!/usr/bin/env bash
                if [ "$1" = --version ]; then
                  echo "Apache Maven %s (stand-in)"
                  exit
                fi
                echo called >> mvn.calls
                for part in %s; do
                  mkdir -p $part/target; touch $part/target/$part-1.jar $part/target/runtime.classpath
                done
                """.formatted(version, String.join(" ", PARTS)));
        executable(project.resolve("bin/mvn"));
    }

    /// As much of a JDK as the script looks at.
    private Path offerJdk(String folder, String version) throws IOException {
        write(folder + "/release", "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        write(folder + "/bin/javac", "#!/bin/sh\n");
        executable(project.resolve(folder + "/bin/javac"));
        return project.resolve(folder);
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
        return run(Path.of(System.getProperty("java.home")), arguments);
    }

    private Result run(Path jdk, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = project.resolve("kyso").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", project.resolve("bin").toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().remove("KYSO_DATA");
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
