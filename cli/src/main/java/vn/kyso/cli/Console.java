package vn.kyso.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a command says: results on standard output, what happens meanwhile on standard error, and on a terminal one
/// line that changes in place. Names, reasons and findings are strangers' words: what in them would steer a terminal,
/// or begin a line of its own, is shown as `�`.
public final class Console {
    /// Control and format characters (ECMA-48, Unicode `Cc` and `Cf`): escape sequences, line ends, and what turns the
    /// direction of writing.
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\t]]");

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
        printStyled(shown(line));
    }

    /// A line of the result in colours of our own, with nobody else's words in it.
    public synchronized void printStyled(String line) {
        closeLine();
        out.println(line);
    }

    /// A line of the result for programs.
    public synchronized void print(JsonNode json) {
        printStyled(STEERING.matcher(json.toString()).replaceAll(Console::escaped));
    }

    /// A line about what happens.
    public synchronized void say(String line) {
        closeLine();
        err.println(shown(line));
    }

    /// Replaces the changing line; nothing where there is no terminal.
    public synchronized void show(String line) {
        if (terminal) {
            err.print("\r\033[K" + shown(line));
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

    private static String shown(String line) {
        return STEERING.matcher(line).replaceAll("\uFFFD");
    }

    /// The same character to whoever reads JSON.
    private static String escaped(MatchResult found) {
        StringBuilder escapes = new StringBuilder();
        for (char c : found.group().toCharArray()) {
            escapes.append(String.format("\\\\u%04x", (int) c));
        }
        return escapes.toString();
    }

    private void closeLine() {
        if (lineOpen) {
            err.print("\r\033[K");
            lineOpen = false;
        }
    }
}
