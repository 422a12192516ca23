package vn.kyso.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A JVM's classes as it had them in memory, kept from one start to the next (AppCDS). One that is older than the jar
/// is of another build; the JVM would refuse it and not make another.
record ClassArchive(String name) {
    static final ClassArchive CLIENT = new ClassArchive("cli");

    Path in(LocalFolder folder) {
        Path cache = folder.path().resolve("cache");
        try {
            return Files.createDirectories(cache).resolve(name + ".jsa");
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + cache + " could not be made", e);
        }
    }

    /// The archive's place, without one of another build.
    Path freshIn(LocalFolder folder, Path jar) {
        Path archive = in(folder);
        try {
            if (!usable(archive, jar)) {
                Files.deleteIfExists(archive);
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(archive + " could not be removed", e);
        }
    }

    static boolean usable(Path archive, Path jar) {
        try {
            return Files.exists(archive)
                    && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(archive + " could not be looked at", e);
        }
    }

    /// The jar that the build made of a module.
    static Path jar(Path root, String module) {
        Path target = root.resolve(module).resolve("target");
        try (var files = Files.list(target)) {
            return files.filter(f -> f.getFileName().toString().matches(module + "-[0-9][^/]*\\.jar"))
                    .filter(f -> !f.getFileName().toString().matches(".*-(boot|sources|javadoc|tests)\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new LocalPartException(module + " is not built: no jar in " + target));
        } catch (IOException e) {
            throw new LocalPartException(module + " is not built: " + target + " can't be read", e);
        }
    }
}
