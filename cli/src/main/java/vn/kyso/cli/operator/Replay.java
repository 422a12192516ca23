package vn.kyso.cli.operator;

import java.util.Arrays;
import java.util.Optional;
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
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;

/// `./kyso replay CONSUMER TOPIC`: hands one consumer the events again that it could not take.
@Command(name = "replay", description = "Hand a consumer its dead letters again.")
public final class Replay implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "CONSUMER", description = "The service, such as signing-service.")
    private String consumer = "";

    @Parameters(index = "1", paramLabel = "TOPIC", description = "The topic, such as sign-requested.")
    private String topic = "";

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    public Replay(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Service service = Arrays.stream(Service.values())
                .filter(s -> s.id().equals(consumer) || s.id().equals(consumer + "-service"))
                .findFirst()
                .orElseThrow(() -> usage("There is no consumer '" + consumer + "'; there are: "
                        + Arrays.stream(Service.values()).map(Service::id).collect(Collectors.joining(", "))));
        Optional<Topic> known = Topic.of(topic);
        if (known.isEmpty()) {
            throw usage("There is no topic '" + topic + "'; there are: "
                    + Arrays.stream(Topic.values()).map(Topic::id).collect(Collectors.joining(", ")));
        }
        JsonNode answer = new OperatorApi(context)
                .call("POST", service.id(), "dead-letters/" + OperatorApi.encode(topic) + "/replay", null);
        if (json) {
            context.console().print(answer);
        } else {
            context.console()
                    .print("Replayed to " + service.id() + " from " + topic + ": "
                            + answer.path("replayed").asInt(0));
        }
        return ExitCodes.DONE;
    }

    private ParameterException usage(String message) {
        CommandLine line = spec.commandLine();
        return new ParameterException(line == null ? new CommandLine(spec) : line, message);
    }
}
