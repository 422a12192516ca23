package vn.kyso.benchmarks.corpus;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.kyso.benchmarks.signer.Level;
import vn.kyso.benchmarks.signer.Outcome;
import vn.kyso.benchmarks.signer.Product;
import vn.kyso.testkit.judge.DssJudge;
import vn.kyso.testkit.judge.OpensslCms;
import vn.kyso.testkit.judge.PdfSig;
import vn.kyso.testkit.judge.Trust;
import vn.kyso.testkit.judge.Verdict;

/// `./kyso bench compare DIR OUT`: the corpus by the engine and by each of its peers, judged.
@Command(
        name = "compare",
        description = {
            "Signs every PDF below DIR with the engine, PDFBox, OpenPDF and EU DSS, each in JVMs of its own,",
            "and counts what pdfsig, openssl and DSS accept."
        },
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR", description = "where the PDFs are")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "where the results go, a folder for each product")
    private Path out = Path.of("");

    @Option(names = "--visible", description = "with a stamp on the first page")
    private boolean visible;

    @Override
    public Integer call() throws IOException {
        List<CorpusFile> files = CorpusFile.below(folder, out);
        PrintWriter screen = command.commandLine().getOut();
        OfflinePki pki = new OfflinePki();
        Trust trust = pki.trust();
        screen.println("product   files  signed  valid  rejected  CPU ms");
        for (Product product : Product.values()) {
            Path results = out.resolve(product.name().toLowerCase(Locale.ROOT));
            Job job = new Job(product, Level.B_B, visible);
            Map<String, Outcome> outcomes =
                    new CorpusRun(results, job, Runtime.getRuntime().availableProcessors(), LIMIT).sign(files, pki);
            int signed = 0;
            int valid = 0;
            double cpu = 0;
            for (Map.Entry<String, Outcome> outcome : outcomes.entrySet()) {
                cpu += outcome.getValue().cpuMs();
                if (outcome.getValue() instanceof Outcome.Signed) {
                    signed++;
                    String rejecting = rejecting(results.resolve(outcome.getKey() + ".pdf"), trust);
                    if (rejecting.isEmpty()) {
                        valid++;
                    } else {
                        screen.printf("          rejected: %s by %s%n", outcome.getKey(), rejecting);
                        screen.flush();
                    }
                }
            }
            screen.printf(
                    Locale.ROOT,
                    "%-9s %5d  %6d  %5d  %8d  %6.0f%n",
                    product,
                    files.size(),
                    signed,
                    valid,
                    signed - valid,
                    cpu);
            screen.flush();
        }
        return 0;
    }

    /// Who does not take the newest signature; earlier ones are of people that nobody here trusts.
    private static String rejecting(Path pdf, Trust trust) {
        for (Verdict verdict :
                List.of(PdfSig.judge(pdf, trust), OpensslCms.judge(pdf, trust), DssJudge.judge(pdf, trust))) {
            if (verdict.signatures().stream().noneMatch(Verdict.SignatureVerdict::valid)) {
                return verdict.judge();
            }
        }
        return "";
    }
}
