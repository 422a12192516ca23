package vn.kyso.benchmarks.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./kyso bench extend`.
@Command(
        name = "extend",
        description =
                "Measures extending B-T to B-LT and on to B-LTA, status and timestamps at hand: the engine and EU DSS.",
        mixinStandardHelpOptions = true)
public final class ExtendCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--samples", paramLabel = "N", defaultValue = "21", description = "samples of each figure (21)")
    private int samples;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "KB",
            defaultValue = "1000",
            description = "sizes in kilobytes (1000)")
    private List<Long> kilobytes = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter screen = command.commandLine().getOut();
        Path folder = Files.createTempDirectory("kyso-bench-");
        Path pdf = folder.resolve("document.pdf");
        for (long size : kilobytes) {
            SizedPdf.write(pdf, size * 1000);
            for (String product : List.of("kyso", "dss")) {
                screen.printf("%,d KB, %s%n%s", size, product, run(product, pdf));
                screen.flush();
            }
        }
        Files.deleteIfExists(folder.resolve("signed.pdf"));
        Files.deleteIfExists(pdf);
        Files.deleteIfExists(folder);
        return 0;
    }

    private String run(String product, Path pdf) throws IOException, InterruptedException {
        Process process = OwnJvm.start(Extending.class, product, pdf.toString(), Integer.toString(samples));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said : "  did not extend\n";
    }
}
