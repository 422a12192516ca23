package vn.kyso.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.cli.http.Json;
import vn.kyso.cli.http.ProblemAnswerException;
import vn.kyso.cli.http.UnavailableException;
import vn.kyso.cli.operator.Audit;
import vn.kyso.cli.operator.Authority;
import vn.kyso.cli.operator.Devices;
import vn.kyso.cli.operator.Enrol;
import vn.kyso.cli.operator.Replay;
import vn.kyso.cli.operator.Revoke;
import vn.kyso.cli.phone.Phone;
import vn.kyso.cli.requester.Ca;
import vn.kyso.cli.requester.Cancel;
import vn.kyso.cli.requester.Certs;
import vn.kyso.cli.requester.Sign;
import vn.kyso.cli.requester.Verify;

/// The client's commands and how they end.
@Command(
        name = "kyso",
        subcommands = {
            Sign.class,
            Verify.class,
            Certs.class,
            Cancel.class,
            Ca.class,
            Phone.class,
            Enrol.class,
            Devices.class,
            Revoke.class,
            Authority.class,
            Audit.class,
            Replay.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Kyso {
    private Kyso() {}

    public static void main(String[] args) {
        System.exit(run(Console.ofProcess(), System.getenv(), args));
    }

    /// Runs one command.
    ///
    /// @return its exit code
    public static int run(Console console, Map<String, String> environment, String... args) {
        try (Context context = new Context(console, () -> Settings.read(environment))) {
            return run(console, context, args);
        }
    }

    private static int run(Console console, Context context, String... args) {
        CommandLine line = new CommandLine(new Kyso(), new Commands(context));
        line.getSubcommands()
                .values()
                .forEach(command ->
                        command.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption())));
        line.setOut(new PrintWriter(new ConsoleWriter(console::printStyled), true));
        line.setErr(new PrintWriter(new ConsoleWriter(console::say), true));
        line.setParameterExceptionHandler((e, given) -> usage(console, e));
        line.setExecutionExceptionHandler((e, at, parsed) -> {
            boolean json = parsed.subcommand() != null && parsed.subcommand().hasMatchedOption("--json");
            return failure(console, json, e);
        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line.execute(args);
    }

    private static int usage(Console console, ParameterException e) {
        console.say("kyso: " + e.getMessage());
        console.say("Try ./kyso " + e.getCommandLine().getCommandName() + " --help.");
        return ExitCodes.USAGE;
    }

    private static int failure(Console console, boolean json, Exception e) throws Exception {
        return switch (e) {
            case ProblemAnswerException p -> {
                tell(console, json, p.code(), p.getMessage());
                yield ExitCodes.ofReason(p.code());
            }
            case UnavailableException u -> {
                tell(console, json, "service-unavailable", u.getMessage());
                yield ExitCodes.UNAVAILABLE;
            }
            case NotConfiguredException n -> {
                tell(console, json, "not-configured", n.getMessage());
                yield ExitCodes.UNAVAILABLE;
            }
            case UncheckedIOException io -> {
                tell(console, json, "file-error", io.getMessage() + ": " + io.getCause());
                yield ExitCodes.USAGE;
            }
            default -> throw e;
        };
    }

    private static void tell(Console console, boolean json, String code, @Nullable String message) {
        console.say("kyso: " + message);
        if (json) {
            ObjectNode node = Json.object();
            node.put("event", "problem");
            node.put("code", code);
            node.put("detail", message);
            console.print(node);
        }
    }
}
