package vn.kyso.local;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The commands that concern the parts of this machine. Everything that a client does is in `cli`.
@Command(
        name = "kyso",
        subcommands = {Up.class, Down.class, Status.class, Prepare.class})
final class Local {
    static final int UNAVAILABLE = 6;

    @Option(names = "--root", hidden = true, description = "The project's folder.")
    private Path root = Path.of(".");

    @Option(
            names = "--data",
            hidden = true,
            defaultValue = "${env:KYSO_DATA}",
            description = "What the installation keeps. Default: .kyso in the project's folder.")
    private @Nullable Path data;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Local())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof LocalPartException || e instanceof UncheckedIOException) {
                        say(line, e.getMessage() == null ? e.toString() : e.getMessage());
                        return UNAVAILABLE;
                    }
                    throw e;
                })
                .setParameterExceptionHandler(Local::usage);
    }

    PrintStream out() {
        return out;
    }

    Path root() {
        return root;
    }

    LocalFolder folder() {
        return new LocalFolder(
                (data != null ? data : root.resolve(".kyso")).toAbsolutePath().normalize());
    }

    private static int usage(ParameterException e, String[] args) {
        say(e.getCommandLine(), e.getMessage() == null ? e.toString() : e.getMessage());
        return CommandLine.ExitCode.USAGE;
    }

    private static void say(CommandLine line, String message) {
        line.getErr().println("kyso: " + message);
    }
}
