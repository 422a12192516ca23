package vn.kyso.testkit.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.testkit.judge.Verdict.SignatureVerdict;

/// EU DSS: the module `dss-judge`.
public final class DssJudge {
    private static final Object LOCK = new Object();
    private static @Nullable JudgeProcess worker;

    private DssJudge() {}

    /// Valid means TOTAL_PASSED; the level is as DSS recognises it, such as `PAdES-BASELINE-LT`.
    public static Verdict judge(Path pdf, Trust trust) {
        List<String> request = new ArrayList<>();
        request.add(pdf.toAbsolutePath().toString());
        request.add(trust.rootPem().toString());
        trust.crls().forEach(crl -> request.add(crl.toString()));
        List<String> answer = ask(String.join("\t", request));
        if (!answer.getFirst().startsWith("verdict ")) {
            return new Verdict("dss", false, List.of(), answer.getFirst());
        }
        List<String> lines = answer.subList(1, answer.size());
        List<SignatureVerdict> signatures = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            signatures.add(new SignatureVerdict(parts[0].equals("TOTAL_PASSED"), parts[2], line.replace('\t', ' ')));
        }
        boolean accepted = !signatures.isEmpty() && signatures.stream().allMatch(SignatureVerdict::valid);
        return new Verdict("dss", accepted, signatures, String.join("\n", lines));
    }

    private static List<String> ask(String request) {
        synchronized (LOCK) {
            try {
                return running().ask(request);
            } catch (IOException e) {
                // A file may have taken its memory, this one or those before: this one is judged alone.
                worker = null;
            }
            try {
                return running().ask(request);
            } catch (IOException e) {
                worker = null;
                return List.of("Ends the judge's JVM: " + e.getMessage());
            }
        }
    }

    private static JudgeProcess running() throws IOException {
        JudgeProcess running = worker;
        if (running == null || !running.isAlive()) {
            running = JudgeProcess.start("dss-judge", "vn.kyso.dssjudge.DssWorker");
            worker = running;
        }
        return running;
    }
}
