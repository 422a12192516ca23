package vn.kyso.cli.operator;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Context;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.http.Json;

/// `./kyso revoke SERIAL`.
@Command(name = "revoke", description = "Revoke a certificate for good.")
public final class Revoke implements Callable<Integer> {
    private static final List<String> REASONS =
            List.of("key-compromise", "cessation-of-operation", "superseded", "unspecified");

    static final String REASONS_TEXT =
            "key-compromise, cessation-of-operation, superseded or unspecified. Default: ${DEFAULT-VALUE}";

    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SERIAL", description = "The certificate's serial number.")
    private String serial = "";

    @Option(names = "--reason", paramLabel = "REASON", description = REASONS_TEXT)
    private String reason = "unspecified";

    @Option(names = "--json", description = "Print the certificate as JSON.")
    private boolean json;

    public Revoke(Context context) {
        this.context = context;
    }

    /// @throws ParameterException if it is no reason
    static void require(String reason, CommandSpec spec) {
        if (!REASONS.contains(reason)) {
            CommandLine line = spec.commandLine();
            throw new ParameterException(
                    line == null ? new CommandLine(spec) : line,
                    "--reason is one of " + String.join(", ", REASONS) + ".");
        }
    }

    @Override
    public Integer call() {
        require(reason, spec);
        JsonNode certificate = new OperatorApi(context)
                .call(
                        "POST",
                        "certificate-service",
                        "certificates/" + OperatorApi.encode(serial) + "/revocation",
                        Json.object().put("reason", reason));
        if (json) {
            context.console().print(certificate);
        } else {
            context.console().print("Revoked: " + serial + ", " + Json.text(certificate, "holder"));
        }
        return ExitCodes.DONE;
    }
}
