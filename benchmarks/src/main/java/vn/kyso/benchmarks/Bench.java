package vn.kyso.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import vn.kyso.benchmarks.corpus.CompareCommand;
import vn.kyso.benchmarks.corpus.CorpusCommand;
import vn.kyso.benchmarks.engine.EngineCommand;
import vn.kyso.benchmarks.engine.ExtendCommand;
import vn.kyso.benchmarks.engine.KeysCommand;
import vn.kyso.benchmarks.engine.PeersCommand;

/// `./kyso bench`.
@Command(
        name = "kyso bench",
        description = "Runs the engine over files, offline, with keys of its own.",
        subcommands = {
            CorpusCommand.class,
            CompareCommand.class,
            EngineCommand.class,
            ExtendCommand.class,
            KeysCommand.class,
            PeersCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Bench {
    private static final int NOT_AVAILABLE = 6;

    private Bench() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Bench());
        line.setExecutionExceptionHandler((e, at, parsed) -> {
            at.getErr().println("kyso: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return NOT_AVAILABLE;
        });
        System.exit(line.execute(args));
    }
}
