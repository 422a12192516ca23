package vn.kyso.benchmarks.corpus;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.kyso.benchmarks.signer.Level;
import vn.kyso.benchmarks.signer.Outcome;
import vn.kyso.benchmarks.signer.Product;

/// `./kyso bench corpus DIR OUT`.
@Command(
        name = "corpus",
        description = {
            "Signs every PDF below DIR, offline, with keys made for this run.",
            "Writes OUT/<name>.pdf, OUT/root.pem (trust it) with two empty CRLs, and OUT/results.tsv:",
            "name, signed or refused, the reason, CPU milliseconds, a sentence."
        },
        mixinStandardHelpOptions = true)
public final class CorpusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR", description = "where the PDFs are")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "where the results go")
    private Path out = Path.of("");

    @Option(names = "--visible", description = "with a stamp on the first page")
    private boolean visible;

    @Option(
            names = "--level",
            paramLabel = "L",
            defaultValue = "B-B",
            description = "B-B (default), B-T, B-LT or B-LTA")
    private String level = "";

    @Option(names = "--limit", paramLabel = "S", defaultValue = "30", description = "seconds for one file (30)")
    private int limitSeconds;

    @Option(names = "--parallel", paramLabel = "N", description = "files at once (one for each processor)")
    private int parallel = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(command.commandLine(), folder + " is not a folder");
        }
        if (limitSeconds < 1 || parallel < 1) {
            throw new ParameterException(command.commandLine(), "--limit and --parallel are at least 1");
        }
        Level wanted;
        try {
            wanted = Level.named(level);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "No such level: " + level, e);
        }
        List<CorpusFile> files = CorpusFile.below(folder, out);
        Map<String, Outcome> outcomes = new CorpusRun(
                        out, new Job(Product.KYSO, wanted, visible), parallel, Duration.ofSeconds(limitSeconds))
                .sign(files, new OfflinePki());
        tell(command.commandLine().getOut(), outcomes);
        return 0;
    }

    private void tell(PrintWriter screen, Map<String, Outcome> outcomes) {
        Map<String, Integer> counts = new TreeMap<>();
        double cpu = 0;
        int signed = 0;
        for (Outcome outcome : outcomes.values()) {
            cpu += outcome.cpuMs();
            switch (outcome) {
                case Outcome.Signed s -> {
                    signed++;
                    if (s.repaired()) {
                        counts.merge("signed after repair", 1, Integer::sum);
                    }
                }
                case Outcome.Refused refused -> counts.merge("refused: " + refused.reason(), 1, Integer::sum);
            }
        }
        screen.printf(Locale.ROOT, "%d files, %d signed, %.0f ms of CPU%n", outcomes.size(), signed, cpu);
        counts.forEach((what, count) -> screen.printf(Locale.ROOT, "  %s: %d%n", what, count));
        screen.println("See " + out.resolve("results.tsv"));
        screen.flush();
    }
}
