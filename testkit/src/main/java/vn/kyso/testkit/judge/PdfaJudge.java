package vn.kyso.testkit.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// veraPDF: the module `pdfa-judge`. It says nothing of signatures.
public final class PdfaJudge {
    private static final Object LOCK = new Object();
    private static @Nullable JudgeProcess worker;

    private PdfaJudge() {}

    /// @param flavour such as `1b`, `2a` (PDF/A) or `ua1` (PDF/UA)
    public static Verdict judge(Path pdf, String flavour) {
        List<String> answer = ask(pdf.toAbsolutePath() + "\t" + flavour);
        boolean accepted = answer.getFirst().equals("verdict 0");
        return new Verdict("verapdf " + flavour, accepted, List.of(), String.join("\n", answer));
    }

    private static List<String> ask(String request) {
        synchronized (LOCK) {
            try {
                JudgeProcess running = worker;
                if (running == null || !running.isAlive()) {
                    running = JudgeProcess.start("pdfa-judge", "vn.kyso.pdfajudge.PdfaWorker");
                    worker = running;
                }
                return running.ask(request);
            } catch (IOException e) {
                throw new UncheckedIOException("veraPDF's JVM can't be asked", e);
            }
        }
    }
}
