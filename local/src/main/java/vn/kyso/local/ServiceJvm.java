package vn.kyso.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.kyso.local.installation.PlatformPart;
import vn.kyso.local.installation.ServiceEnvironment;

/// Starts one service in a JVM of its own from what the build left: its jar and the class path beside it. The
/// flags are for a quick start on a small machine (docs/adr), never for measuring throughput.
final class ServiceJvm {
    private static final String HEAP = "-Xmx256m";

    private final Path root;
    private final LocalFolder folder;

    ServiceJvm(Path root, LocalFolder folder) {
        this.root = root;
        this.folder = folder;
    }

    ServerProcess start(ServiceEnvironment environment) {
        PlatformPart part = environment.part();
        Path archive = new ClassArchive(part.id()).freshIn(folder, ClassArchive.jar(root, part.id()));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-Xlog:aot=off",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8",
                "-cp",
                classPath(part),
                part.mainClass()));
        try {
            Files.createDirectories(workFolder(part));
        } catch (IOException e) {
            throw new LocalPartException("The folder of " + part.id() + " could not be made: " + e.getMessage(), e);
        }
        return ServerProcess.start(
                part.id(),
                command,
                environment.variables(),
                folder.log(part.id()),
                Lifetime.UNTIL_STOPPED,
                "TERM",
                workFolder(part));
    }

    /// Where a service's relative paths lead: its blobs and other files.
    private Path workFolder(PlatformPart part) {
        return folder.path().resolve("data").resolve(part.id());
    }

    private String classPath(PlatformPart part) {
        Path libraries = root.resolve(part.id()).resolve("target").resolve("runtime.classpath");
        try {
            return ClassArchive.jar(root, part.id()) + ":"
                    + Files.readString(libraries, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new LocalPartException(part.id() + " is not built: " + libraries + " is missing", e);
        }
    }
}
