package vn.kyso.cli.operator;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Context;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.http.Json;
import vn.kyso.cli.http.ProblemAnswerException;

/// `./kyso devices ICA.…`: a signer's phones, and the end of one that is lost.
@Command(name = "devices", description = "List a signer's devices, or revoke one.")
public final class Devices implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "USER", description = "The signer's userID.")
    private String userId = "";

    @Option(names = "--revoke", paramLabel = "ID", description = "The device that shall not approve any more.")
    private @Nullable String revoke;

    @Option(names = "--json", description = "Print them as one JSON document.")
    private boolean json;

    public Devices(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OperatorApi api = new OperatorApi(context);
        String device = revoke;
        if (device != null) {
            requireAmong(api.get("signing-service", "devices?userId=" + OperatorApi.encode(userId)), device);
            api.call("DELETE", "signing-service", "devices/" + OperatorApi.encode(device), null);
        }
        JsonNode answer = api.get("signing-service", "devices?userId=" + OperatorApi.encode(userId));
        if (json) {
            context.console().print(answer);
            return ExitCodes.DONE;
        }
        if (answer.path("devices").isEmpty()) {
            context.console().print(userId + " has no device.");
        }
        for (JsonNode each : answer.path("devices")) {
            context.console()
                    .print(String.join(
                            "  ",
                            Json.text(each, "id"),
                            Json.text(each, "name"),
                            "bound " + Json.text(each, "boundAt"),
                            Json.text(each, "status")));
        }
        return ExitCodes.DONE;
    }

    /// A device's id alone says nothing about whose it is; a mistyped one must not end somebody else's.
    private void requireAmong(JsonNode answer, String device) {
        for (JsonNode each : answer.path("devices")) {
            if (Json.text(each, "id").equals(device)) {
                return;
            }
        }
        throw ProblemAnswerException.of(
                404, Json.object().put("code", "not-found").put("detail", userId + " has no device " + device + "."));
    }
}
