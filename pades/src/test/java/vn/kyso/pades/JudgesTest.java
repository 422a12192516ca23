package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.judge.DssJudge;
import vn.kyso.testkit.judge.MuTool;
import vn.kyso.testkit.judge.OpensslCms;
import vn.kyso.testkit.judge.PdfSig;
import vn.kyso.testkit.judge.Qpdf;
import vn.kyso.testkit.judge.Trust;
import vn.kyso.testkit.judge.Verdict;
import vn.kyso.testkit.pdf.SamplePdf;

/// Every level, key and placement, judged by pdfsig, mutool, qpdf, openssl and EU DSS; and a flipped byte refused by
/// each that knows signatures.
class JudgesTest {
    private static final TestPki PKI = TestPki.now();
    private static final Trust TRUST = Trust.in(PKI.root(), PKI.crls());

    @TempDir
    private Path folder;

    record Case(String level, boolean rsa, String placement, boolean streams) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String level : List.of("B", "T", "LT")) {
            for (boolean rsa : List.of(false, true)) {
                for (String placement : List.of("invisible")) {
                    cases.add(new Case(level, rsa, placement, rsa));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyJudgeAccepts(Case c) throws IOException {
        TestPki.Identity signer = c.rsa() ? PKI.rsa2048() : PKI.p256();
        SamplePdf sample = SamplePdf.onePage();
        Signing signing = Signing.of(PKI, c.streams() ? sample.withStreams() : sample.withTable());
        boolean timestamped = !c.level().equals("B");
        signing.signed(Signing.spec(Placement.invisible(), signer, timestamped), signer, timestamped);
        if (c.level().equals("LT")) {
            signing.extendedToLt(signer);
        }
        Path pdf = folder.resolve("signed.pdf");
        Files.write(pdf, signing.document());

        assertThat(verdicts(pdf))
                .allSatisfy(v -> assertThat(v.accepted()).as(v.toString()).isTrue());
        assertThat(DssJudge.judge(pdf, TRUST).signatures().getFirst().level()).isEqualTo("PAdES-BASELINE-" + c.level());
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
    }

    private static List<Verdict> verdicts(Path pdf) {
        return Stream.concat(signatureVerdicts(pdf).stream(), Stream.of(Qpdf.judge(pdf)))
                .toList();
    }

    private static List<Verdict> signatureVerdicts(Path pdf) {
        return List.of(
                PdfSig.judge(pdf, TRUST), MuTool.judge(pdf), OpensslCms.judge(pdf, TRUST), DssJudge.judge(pdf, TRUST));
    }
}
