package vn.kyso.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A folder in which people type `./kyso …`. What a command prints as its result and what it says meanwhile are kept
/// apart, as a shell's pipes and scripts see them.
final class Shell {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path folder;

    Shell(Path folder) {
        this.folder = folder;
    }

    Path write(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /// Runs a command to its end, with nobody at the keyboard.
    Ran kyso(String... arguments) {
        return kyso(Map.of(), arguments);
    }

    Ran kyso(Map<String, String> environment, String... arguments) {
        try (Running running = start(environment, arguments)) {
            running.typesNoMore();
            return running.ends();
        }
    }

    /// Starts a command that somebody types at.
    Running start(String... arguments) {
        return start(Map.of(), arguments);
    }

    private Running start(Map<String, String> environment, String... arguments) {
        try {
            Path out = Files.createTempFile("kyso-shell-", ".out");
            Path err = Files.createTempFile("kyso-shell-", ".err");
            ProcessBuilder builder = Platform.running().command(arguments);
            builder.environment().putAll(environment);
            builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How a command ended.
    record Ran(int exit, String out, String err) {
        Ran ending(int expected) {
            if (exit != expected) {
                throw new AssertionError("Expected exit code " + expected + ": " + this);
            }
            return this;
        }

        /// Of `--json`: one document on each line.
        List<JsonNode> json() {
            return out.lines().map(JSON::readTree).toList();
        }

        List<String> events() {
            return json().stream().map(line -> line.path("event").asString()).toList();
        }
    }

    /// A command that is under way; closing it ends it.
    record Running(Process process, Path out, Path err) implements AutoCloseable {
        /// What stands in the brackets of the pattern, once it is printed as a result.
        String prints(String pattern) {
            return awaits(out, pattern);
        }

        /// The same of what is said meanwhile.
        String says(String pattern) {
            return awaits(err, pattern);
        }

        void types(String line) {
            try {
                process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void typesNoMore() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Ran ends() {
            try {
                if (!process.waitFor(Requester.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("It does not end: " + text(out) + text(err));
                }
                return new Ran(process.exitValue(), text(out), text(err));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
            try {
                Files.delete(out);
                Files.delete(err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String awaits(Path file, String pattern) {
            Pattern compiled = Pattern.compile(pattern);
            try {
                return Awaitility.await()
                        .atMost(Requester.PATIENCE)
                        .pollInterval(POLL)
                        .until(() -> compiled.matcher(text(file)), Matcher::find)
                        .group(1);
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(pattern + " is not in:\n" + text(out) + text(err), e);
            }
        }

        private static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
