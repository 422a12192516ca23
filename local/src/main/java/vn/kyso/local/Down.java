package vn.kyso.local;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParentCommand;

/// `./kyso down`: first the services, which finish what they are at, then what they stand on.
@Command(name = "down", description = "Stop everything that up has started; data stay.")
final class Down implements Callable<Integer> {
    /// Twenty seconds to finish what is under way, and after a build some more to archive classes for the next start.
    private static final Duration IN_ORDER = Duration.ofSeconds(60);

    private static final Duration BY_FORCE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    @ParentCommand
    private Local local = new Local();

    @Override
    public Integer call() {
        LocalFolder folder = local.folder();
        if (folder.running().all().isEmpty()) {
            local.out().println("Kyso is not running.");
            return ExitCode.OK;
        }
        try (var _ = folder.lock()) {
            stopAll(folder, local.out());
        }
        local.out().println("Kyso is down. Its data stay in " + folder.path() + ".");
        return ExitCode.OK;
    }

    static void stopAll(LocalFolder folder, PrintStream out) {
        List<RunningPart> all = folder.running().all();
        List<RunningPart> services = all.stream()
                .filter(p -> !p.name().equals(LocalFolder.POSTGRES) && !p.name().equals(LocalFolder.KAFKA))
                .toList();
        stop(services, "TERM", folder, out);
        stop(named(all, LocalFolder.KAFKA), "TERM", folder, out);
        // SIGINT is PostgreSQL's fast shutdown; at SIGTERM it would wait for every client.
        stop(named(all, LocalFolder.POSTGRES), "INT", folder, out);
    }

    private static List<RunningPart> named(List<RunningPart> all, String name) {
        return all.stream().filter(p -> p.name().equals(name)).toList();
    }

    private static void stop(List<RunningPart> parts, String signal, LocalFolder folder, PrintStream out) {
        List<RunningPart> alive = parts.stream().filter(RunningPart::alive).toList();
        alive.forEach(p -> signal(p, signal));
        List<RunningPart> stubborn = stillAlive(alive, IN_ORDER);
        stubborn.forEach(p -> {
            out.println(p.name() + " does not stop; ending it by force.");
            signal(p, "KILL");
        });
        List<RunningPart> left = stillAlive(stubborn, BY_FORCE);
        if (!left.isEmpty()) {
            throw new LocalPartException(
                    "Process " + left.getFirst().pid() + " (" + left.getFirst().name() + ") can't be stopped.");
        }
        for (RunningPart part : parts) {
            folder.running().remove(part.name());
            out.println("  " + part.name() + (alive.contains(part) ? " stopped" : " had ended before"));
        }
    }

    private static List<RunningPart> stillAlive(List<RunningPart> parts, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        List<RunningPart> alive = parts.stream().filter(RunningPart::alive).toList();
        while (!alive.isEmpty() && System.nanoTime() < end) {
            Pause.of(LOOK_AGAIN);
            alive = alive.stream().filter(RunningPart::alive).toList();
        }
        return alive;
    }

    private static void signal(RunningPart part, String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(part.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0 && part.alive()) {
                throw new LocalPartException(
                        part.name() + " (process " + part.pid() + ") may not be stopped by this user.");
            }
        } catch (IOException e) {
            throw new LocalPartException("The program `kill` could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalPartException("Interrupted while stopping " + part.name(), e);
        }
    }
}
