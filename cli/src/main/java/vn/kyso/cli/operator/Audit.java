package vn.kyso.cli.operator;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
import vn.kyso.contracts.envelope.Service;

/// `./kyso audit [SERVICE]`: whether the services' audit logs are whole.
@Command(name = "audit", sortOptions = false, description = "Check the chain and the seals of the audit logs.")
public final class Audit implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "One service alone. Default: all of them.")
    private String name = "";

    @Option(
            names = "--known-seal",
            paramLabel = "N",
            description = "The newest seal that you have seen of that service: a log cut off at its end shows only so.")
    private long knownSeal;

    @Option(names = "--json", description = "Print one JSON document for each service.")
    private boolean json;

    public Audit(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Service> services = Arrays.stream(Service.values())
                .filter(s -> name.isEmpty() || s.id().equals(name) || s.id().equals(name + "-service"))
                .toList();
        if (services.isEmpty()) {
            throw usage("There is no service '" + name + "'; there are: "
                    + Arrays.stream(Service.values()).map(Service::id).collect(Collectors.joining(", ")) + ".");
        }
        if (knownSeal < 0 || (knownSeal > 0 && services.size() > 1)) {
            throw usage("--known-seal is the number of one service's seal: name the service.");
        }
        OperatorApi api = new OperatorApi(context);
        boolean intact = true;
        for (Service service : services) {
            JsonNode found = api.get(service.id(), "audit/verification?knownSeal=" + knownSeal);
            show(service, found);
            intact &= found.path("intact").asBoolean(false);
        }
        return intact ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    private void show(Service service, JsonNode found) {
        if (json) {
            context.console().print(Json.object().put("service", service.id()).set("audit", found));
        } else if (found.path("intact").asBoolean(false)) {
            context.console()
                    .print(service.id() + "  intact: " + Json.text(found, "sealedRows") + " rows under "
                            + Json.text(found, "seals") + " seals, " + Json.text(found, "unsealed")
                            + " not sealed yet");
        } else {
            context.console()
                    .print(service.id() + "  BROKEN at " + Json.text(found, "position") + ": "
                            + Json.text(found, "what"));
        }
    }

    private ParameterException usage(String message) {
        CommandLine line = spec.commandLine();
        return new ParameterException(line == null ? new CommandLine(spec) : line, message);
    }
}
