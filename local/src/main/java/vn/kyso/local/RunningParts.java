package vn.kyso.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// The processes of this installation, one file each under `.kyso/run`, so that any later command finds them.
final class RunningParts {
    private static final String SUFFIX = ".process";

    private final Path folder;

    RunningParts(Path folder) {
        this.folder = folder;
    }

    void add(RunningPart part) {
        Properties p = new Properties();
        p.setProperty("pid", Long.toString(part.pid()));
        p.setProperty("birth", part.birth());
        p.setProperty("port", Integer.toString(part.port()));
        try {
            Files.createDirectories(folder);
            try (var out = Files.newBufferedWriter(file(part.name()))) {
                p.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    part.name() + " was started as process " + part.pid() + ", which could not be noted", e);
        }
    }

    Optional<RunningPart> find(String name) {
        Properties p = new Properties();
        try (var in = Files.newBufferedReader(file(name))) {
            p.load(in);
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The note about " + name + " could not be read", e);
        }
        return Optional.of(new RunningPart(
                name,
                Long.parseLong(p.getProperty("pid", "0")),
                p.getProperty("birth", ""),
                Integer.parseInt(p.getProperty("port", "0"))));
    }

    /// All that were started and not taken off since, whether they still run or not.
    List<RunningPart> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(SUFFIX))
                    .map(f -> f.substring(0, f.length() - SUFFIX.length()))
                    .sorted()
                    .flatMap(name -> find(name).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The notes about processes in " + folder + " could not be read", e);
        }
    }

    boolean running(String name) {
        return find(name).filter(RunningPart::alive).isPresent();
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("The note about " + name + " could not be removed", e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}
