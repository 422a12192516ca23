package vn.kyso.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a command says: results on standard output, what happens meanwhile on standard error, and on a terminal one
/// line that changes in place.
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final BufferedReader in;
    private final boolean terminal;
    private boolean lineOpen;

    public Console(PrintStream out, PrintStream err, InputStream in, boolean terminal) {
        this.out = out;
        this.err = err;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.terminal = terminal;
    }

    /// The process's own.
    public static Console ofProcess() {
        return new Console(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                System.in,
                System.console() != null && System.console().isTerminal());
    }

    /// A line of the result.
    public synchronized void print(String line) {
        closeLine();
        out.println(line);
    }

    /// A line of the result for programs.
    public synchronized void print(JsonNode json) {
        closeLine();
        out.println(json);
    }

    /// A line about what happens.
    public synchronized void say(String line) {
        closeLine();
        err.println(line);
    }

    /// Replaces the changing line; nothing where there is no terminal.
    public synchronized void show(String line) {
        if (terminal) {
            err.print("\r\033[K" + line);
            err.flush();
            lineOpen = true;
        }
    }

    public boolean terminal() {
        return terminal;
    }

    /// Asks for one line; empty at the end of input.
    public Optional<String> ask(String question) {
        synchronized (this) {
            closeLine();
            err.print(question);
            err.flush();
        }
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input could not be read", e);
        }
    }

    private void closeLine() {
        if (lineOpen) {
            err.print("\r\033[K");
            lineOpen = false;
        }
    }
}
