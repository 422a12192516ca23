package vn.kyso.benchmarks.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./kyso bench peers`.
@Command(
        name = "peers",
        description = "Measures a file in, a signed file out: the floor, the engine, PDFBox, OpenPDF and EU DSS.",
        mixinStandardHelpOptions = true)
public final class PeersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--samples", paramLabel = "N", defaultValue = "31", description = "samples of each figure (31)")
    private int samples;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "KB",
            defaultValue = "50,1000,10000,100000",
            description = "sizes in kilobytes (50,1000,10000,100000); below 100 the signature is visible")
    private List<Long> kilobytes = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter screen = command.commandLine().getOut();
        screen.println("CPU ms of the signing thread, key apart: median (10th to 90th percentile), times the floor");
        Path folder = Files.createTempDirectory("kyso-bench-");
        Path pdf = folder.resolve("document.pdf");
        for (long size : kilobytes) {
            SizedPdf.write(pdf, size * 1000);
            boolean visible = size < 100;
            screen.printf("%,d KB, %s%n", size, visible ? "visible" : "invisible");
            double floor = 0;
            for (String product : List.of("floor", "kyso", "pdfbox", "openpdf", "dss")) {
                int runs = product.equals("dss") && size >= 10_000 ? 5 : samples;
                String[] ms = run(product, pdf, visible, runs).split("\t");
                if (ms.length != 3) {
                    screen.printf("  %-8s %s%n", product, ms[0]);
                    continue;
                }
                double median = Double.parseDouble(ms[0]);
                floor = product.equals("floor") ? median : floor;
                screen.printf(
                        Locale.ROOT, "  %-8s %10s (%s to %s)  %6.2f%n", product, ms[0], ms[1], ms[2], median / floor);
                screen.flush();
            }
        }
        Files.deleteIfExists(pdf);
        Files.deleteIfExists(folder);
        return 0;
    }

    private static String run(String product, Path pdf, boolean visible, int samples)
            throws IOException, InterruptedException {
        Process process = OwnJvm.start(
                OneCall.class, product, pdf.toString(), Boolean.toString(visible), Integer.toString(samples));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? said : "did not sign";
    }
}
