package vn.kyso.cli.requester;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Context;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.http.Json;

/// `./kyso cancel ID`: whether it was in time, the request's end says.
@Command(name = "cancel", description = "Take a sign request back.")
public final class Cancel implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "ID", description = "The sign request's id.")
    private String id = "";

    @Option(names = "--tenant", description = "Whose request it is. Default: the configured tenant.")
    private @Nullable String tenant;

    @Option(names = "--json", description = "Print the request as JSON.")
    private boolean json;

    public Cancel(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        JsonNode request = new RequesterApi(context, tenant).cancel(id);
        if (json) {
            context.console().print(request);
        } else {
            String outcome = Json.text(request, "outcome");
            context.console()
                    .print(
                            outcome.isEmpty()
                                    ? "Cancelling " + id + "."
                                    : "Request " + id + " is over: " + outcome + ".");
        }
        return ExitCodes.DONE;
    }
}
