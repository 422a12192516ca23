package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
                for (String placement : List.of("invisible", "visible", "field")) {
                    cases.add(new Case(level, rsa, placement, cases.size() % 2 == 0));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyJudgeAccepts(Case c) throws IOException {
        TestPki.Identity signer = c.rsa() ? PKI.rsa2048() : PKI.p256();
        SamplePdf sample = c.placement().equals("field") ? SamplePdf.withField() : SamplePdf.onePage();
        Placement placement = switch (c.placement()) {
            case "field" -> Placement.inField("contract.signature");
            case "visible" -> Placement.onPage(1, new Rectangle(72, 72, 220, 80));
            default -> Placement.invisible();
        };
        Signing signing = Signing.of(PKI, c.streams() ? sample.withStreams() : sample.withTable());
        boolean timestamped = !c.level().equals("B");
        SignatureSpec spec = Signing.spec(placement, signer, timestamped);
        signing.signed(spec.with(Stamp.of("Nguyễn Thị Hường", spec.signingTime())), signer, timestamped);
        if (c.level().equals("LT")) {
            signing.extendedToLt(signer);
        }
        Path pdf = folder.resolve("signed.pdf");
        Files.write(pdf, signing.document());

        accepts(verdicts(pdf));
        assertThat(DssJudge.judge(pdf, TRUST).signatures().getFirst().level()).isEqualTo("PAdES-BASELINE-" + c.level());
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
    }

    @Test
    void eachJudgeOfSignaturesRefusesAFlippedByte() throws IOException {
        byte[] signed = Signing.of(PKI, SamplePdf.onePage().withTable())
                .signed(Signing.spec(Placement.invisible(), PKI.p256(), true), PKI.p256(), true)
                .document();
        signed[new String(signed, StandardCharsets.ISO_8859_1).indexOf("contract")] ^= 0x20;
        Path pdf = folder.resolve("flipped.pdf");
        Files.write(pdf, signed);

        assertThat(signatureVerdicts(pdf))
                .allSatisfy(v -> assertThat(v.accepted()).as(v.toString()).isFalse());
    }

    @Test
    void everyJudgeAcceptsASignatureInAHybridFile() throws IOException {
        Signing signing = Signing.of(PKI, SamplePdf.withField().hybrid(false))
                .signed(Signing.spec(Placement.inField("contract.signature"), PKI.p256(), true), PKI.p256(), true)
                .extendedToLt(PKI.p256());
        Path pdf = folder.resolve("hybrid.pdf");
        Files.write(pdf, signing.document());
        accepts(verdicts(pdf));
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
    }

    @Test
    void everyJudgeAcceptsACertificationAndASignatureThatItAllows() throws IOException {
        SignatureSpec first = Signing.spec(Placement.invisible(), PKI.p256(), true);
        SignatureSpec certifying = new SignatureSpec(
                Placement.invisible(),
                null,
                first.signingTime(),
                "Nguyễn Thị Hường",
                "Chứng nhận",
                "Hà Nội",
                "huong@example.vn",
                Certification.FORM_FILLING,
                first.contentsReservedBytes());
        byte[] document = PreparationTest.field("/Lock<</Type/SigFieldLock/Action/All>>");
        Signing signing = Signing.of(PKI, document)
                .signed(certifying, PKI.p256(), true)
                .signed(
                        Signing.spec(Placement.inField("contract.signature"), PKI.rsa2048(), true),
                        PKI.rsa2048(),
                        true);
        Path pdf = folder.resolve("certified.pdf");
        Files.write(pdf, signing.document());
        accepts(verdicts(pdf));
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
    }

    @Test
    void bothOfTwoSignaturesHoldAndTheTimestampOverThem() throws IOException {
        Signing signing = Signing.of(PKI, SamplePdf.withField().withStreams())
                .signed(Signing.spec(Placement.inField("contract.signature"), PKI.p256(), true), PKI.p256(), true);
        Path first = folder.resolve("first.pdf");
        Files.write(first, signing.document());
        accepts(verdicts(first));

        SignatureSpec visible = Signing.spec(Placement.onPage(1, new Rectangle(300, 72, 200, 60)), PKI.rsa2048(), true);
        signing.signed(visible, PKI.rsa2048(), true);
        Path second = folder.resolve("second.pdf");
        Files.write(second, signing.document());
        accepts(verdicts(second));

        signing.extendedToLt(PKI.p256()).extendedToLt(PKI.rsa2048()).timestamped();
        Path archived = folder.resolve("archived.pdf");
        Files.write(archived, signing.document());
        accepts(verdicts(archived));
        assertThat(DssJudge.judge(archived, TRUST).signatures())
                .extracting(Verdict.SignatureVerdict::level)
                .containsExactly("PAdES-BASELINE-LTA", "PAdES-BASELINE-LTA");
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
    }

    private static void accepts(List<Verdict> verdicts) {
        assertThat(verdicts)
                .allSatisfy(v -> assertThat(v.accepted()).as(v.toString()).isTrue());
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
