package vn.kyso.benchmarks.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./kyso bench engine`.
@Command(
        name = "engine",
        description = "Measures preparing, assembling and completing from a stored outline, and extending.",
        mixinStandardHelpOptions = true)
public final class EngineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "KB",
            defaultValue = "50,1000,100000",
            description = "sizes of the documents in kilobytes (50,1000,100000)")
    private List<Long> kilobytes = List.of();

    @Option(names = "--samples", paramLabel = "N", defaultValue = "60", description = "samples of each figure (60)")
    private int samples;

    @Override
    public Integer call() throws IOException {
        PrintWriter screen = command.commandLine().getOut();
        Path pdf = Files.createTempFile("kyso-bench-", ".pdf");
        try {
            for (long size : kilobytes) {
                SizedPdf.write(pdf, size * 1000);
                for (boolean visible : new boolean[] {false, true}) {
                    screen.printf("%,d KB, %s%n", size, visible ? "visible" : "invisible");
                    new StoredOutline(pdf, visible).measure(samples, screen);
                    screen.flush();
                }
            }
        } finally {
            Files.deleteIfExists(pdf);
        }
        return 0;
    }
}
