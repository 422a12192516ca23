package vn.kyso.cli.operator;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Context;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.http.Json;

/// `./kyso authority`: the CA's own certificates, a new key for one, the end of one.
@Command(
        name = "authority",
        sortOptions = false,
        description = "List the CA's own certificates, replace one's key, or revoke one.")
public final class Authority implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rotate",
            paramLabel = "issuing|timestamp",
            description = "Make a new key: the old issuing CA answers for what it issued until it expires.")
    private @Nullable String rotate;

    @Option(
            names = "--revoke",
            paramLabel = "SERIAL",
            description = "Revoke it; with an issuing CA goes every certificate that it issued.")
    private @Nullable String revoke;

    @Option(names = "--reason", paramLabel = "REASON", description = Revoke.REASONS_TEXT)
    private String reason = "unspecified";

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    public Authority(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (rotate != null && revoke != null) {
            throw usage("--rotate and --revoke exclude one another.");
        }
        Revoke.require(reason, spec);
        OperatorApi api = new OperatorApi(context);
        if (rotate != null) {
            if (!rotate.equals("issuing") && !rotate.equals("timestamp")) {
                throw usage("--rotate is issuing or timestamp, not '" + rotate + "'.");
            }
            show(api.call("POST", "certificate-service", "authorities/" + rotate + "/rotation", null));
        } else if (revoke != null) {
            show(api.call(
                    "POST",
                    "certificate-service",
                    "authorities/" + OperatorApi.encode(revoke) + "/revocation",
                    Json.object().put("reason", reason)));
        } else {
            list(api.get("certificate-service", "authorities"));
        }
        return ExitCodes.DONE;
    }

    private void list(JsonNode answer) {
        if (json) {
            context.console().print(answer);
            return;
        }
        answer.path("certificates").forEach(this::show);
    }

    private void show(JsonNode certificate) {
        if (json) {
            context.console().print(certificate);
            return;
        }
        String revokedAt = Json.text(certificate, "revokedAt");
        context.console()
                .print(String.join(
                                "  ",
                                Json.text(certificate, "role"),
                                Json.text(certificate, "serial"),
                                "until " + Json.text(certificate, "notAfter"),
                                revokedAt.isEmpty()
                                        ? ""
                                        : "revoked " + revokedAt + ", " + Json.text(certificate, "reason"))
                        .strip());
    }

    private ParameterException usage(String message) {
        CommandLine line = spec.commandLine();
        return new ParameterException(line == null ? new CommandLine(spec) : line, message);
    }
}
