package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

/// Files of other people: signed so that every judge accepts them, or refused with a reason; nothing in between.
class CorpusTest {
    private static final TestPki PKI = TestPki.now();
    private static final Trust TRUST = Trust.in(PKI.root(), PKI.crls());
    private static final List<String> WITH_PASSWORD = List.of("mozilla__2788f103_saslprep-r6.pdf");

    @TempDir
    private Path folder;

    static List<Path> files() throws IOException, URISyntaxException {
        Path corpus = Path.of(CorpusTest.class.getResource("/corpus/README.md").toURI())
                .getParent();
        try (Stream<Path> all = Files.list(corpus)) {
            return all.filter(f -> f.toString().endsWith(".pdf")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isSignedForEveryJudgeOrRefused(Path file) throws IOException {
        Path repaired = folder.resolve("repaired.pdf");
        IntakeResult result;
        try (PdfSource source = PdfSource.of(file)) {
            result = Intake.read(source, repaired);
        }
        assertThat(result instanceof IntakeResult.Refused)
                .as(result.toString())
                .isEqualTo(WITH_PASSWORD.contains(file.getFileName().toString()));
        byte[] document = switch (result) {
            case IntakeResult.Accepted accepted -> Files.readAllBytes(file);
            case IntakeResult.Repaired anew -> Files.readAllBytes(repaired);
            case IntakeResult.Refused refused -> new byte[0];
        };
        if (document.length == 0) {
            return;
        }
        Signing signing = Signing.of(PKI, document);
        Rectangle shown = signing.outline().page(1).cropBox();
        Rectangle half = new Rectangle(shown.x(), shown.y(), shown.width() / 2, shown.height() / 2);
        SignatureSpec spec = Signing.spec(Placement.onPage(1, half), PKI.p256(), true);
        signing.signed(spec.with(Stamp.of("Nguyễn Thị Hường", spec.signingTime())), PKI.p256(), true);
        Path pdf = folder.resolve("signed.pdf");
        Files.write(pdf, signing.document());

        assertThat(Arrays.copyOf(signing.document(), document.length)).isEqualTo(document);
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
        assertThat(List.of(
                        PdfSig.judge(pdf, TRUST),
                        MuTool.judge(pdf),
                        OpensslCms.judge(pdf, TRUST),
                        DssJudge.judge(pdf, TRUST),
                        Qpdf.judgeLeniently(pdf)))
                .allSatisfy(v -> assertThat(v.accepted()).as(v.toString()).isTrue());
    }
}
