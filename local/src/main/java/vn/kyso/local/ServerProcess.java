package vn.kyso.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server that runs as a process of its own with its output in a file.
final class ServerProcess {
    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /// Starts the command.
    ///
    /// @param endSignal the signal that ends it in order, such as `INT`
    /// @throws LocalPartException if it can't be started at all
    static ServerProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Lifetime lifetime,
            String endSignal) {
        return start(
                name,
                command,
                environment,
                log,
                lifetime,
                endSignal,
                Path.of("").toAbsolutePath());
    }

    /// As above, in the given working folder.
    static ServerProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Lifetime lifetime,
            String endSignal,
            Path workFolder) {
        List<String> wrapped = new ArrayList<>();
        if (lifetime == Lifetime.OF_THIS_JVM) {
            // The shell ends the server when its standard input, a pipe from this JVM, closes.
            wrapped.addAll(List.of(
                    "sh",
                    "-c",
                    "\"$@\" </dev/null & p=$!; (cat >/dev/null; kill -" + endSignal
                            + " $p 2>/dev/null) <&3 & w=$!; wait $p; r=$?; kill $w 2>/dev/null; exit $r",
                    "kyso-" + name));
            wrapped.set(2, "exec 3<&0; " + wrapped.get(2));
        } else {
            wrapped.add("setsid");
        }
        wrapped.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(wrapped)
                .directory(workFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (lifetime == Lifetime.UNTIL_STOPPED) {
            builder.redirectInput(Path.of("/dev/null").toFile());
        }
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ServerProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new LocalPartException(name + " could not be started: " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Waits until `ready` answers true.
    ///
    /// @throws LocalPartException with the end of its output if the server ends or the time runs out first
    void awaitReady(Ready ready, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!ready.now()) {
            if (!process.isAlive()) {
                throw new LocalPartException(
                        name + " ended at its start (exit code " + process.exitValue() + "):\n" + tail());
            }
            if (System.nanoTime() > end) {
                throw new LocalPartException(name + " was not ready within " + atMost.toSeconds() + " s:\n" + tail());
            }
            pause();
        }
    }

    /// Ends a server of this JVM in order, and by force after `atMost`.
    void stop(Duration atMost) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private String tail() {
        return LogTail.of(log);
    }

    private void pause() {
        try {
            if (process.waitFor(25, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalPartException("Interrupted while waiting for " + name, e);
        }
    }

    /// Asks once whether a server answers.
    @FunctionalInterface
    interface Ready {
        boolean now();
    }
}
