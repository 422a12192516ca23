package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.judge.PdfaJudge;
import vn.kyso.testkit.judge.Verdict;
import vn.kyso.testkit.pdf.SamplePdf;

/// A PDF/A or PDF/UA document is still one after it was signed, at every level, whatever the stamp: by veraPDF.
class ArchivalTest {
    private static final TestPki PKI = TestPki.now();
    private static final Placement ON_PAGE = Placement.onPage(1, new Rectangle(72, 72, 220, 80));

    @TempDir
    private Path folder;

    static Stream<Arguments> documents() {
        return Stream.of("1b", "2b", "3b", "2a", "1a")
                .flatMap(flavour -> Stream.of(true, false).map(intent -> Arguments.of(flavour, intent)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void staysWhatItIsAtEveryLevel(String flavour, boolean outputIntent) throws IOException {
        byte[] document = ArchivalSample.of(flavour, outputIntent).withTable();
        holds(document, flavour, "as it was");
        for (String stamp : List.of("invisible", "text", "rgba-8.png", "gray-alpha-8.png", "rgb.jpg", "gray.jpg")) {
            Signing signing = Signing.of(PKI, document).signed(spec(stamp), PKI.p256(), true);
            holds(signing.document(), flavour, stamp + " B-T");
            signing = signing.extendedToLt(PKI.p256());
            holds(signing.document(), flavour, stamp + " B-LT");
            holds(signing.timestamped().document(), flavour, stamp + " B-LTA");
        }
    }

    @Test
    void anInvisibleSignatureLeavesPdfUaWhatItIs() throws IOException {
        for (byte[] document : List.of(
                ArchivalSample.of("ua1", true).withTable(),
                ArchivalSample.of("ua1", false).withStreams())) {
            holds(document, "ua1", "as it was");
            Signing signing = Signing.of(PKI, document).signed(spec("invisible"), PKI.p256(), true);
            holds(signing.document(), "ua1", "B-T");
            signing = signing.extendedToLt(PKI.p256());
            holds(signing.document(), "ua1", "B-LT");
            holds(signing.timestamped().document(), "ua1", "B-LTA");
        }
    }

    /// Its widget is in no Form tag: that would write the document's structure tree anew.
    @Test
    void aVisibleStampIsNotInTheStructureTree() throws IOException {
        byte[] document = ArchivalSample.of("ua1", true).withTable();
        byte[] signed = Signing.of(PKI, document)
                .signed(spec("rgba-8.png"), PKI.p256(), true)
                .document();
        assertThat(judge(signed, "ua1").output()).startsWith("verdict 1\n7.18.4-1: ");
    }

    @Test
    void theJudgeSeesWhatIsAmiss() throws IOException {
        byte[] document = ArchivalSample.of("1b", false).stream(4, "", "0.1 0.3 0.6 rg 72 700 200 60 re f")
                .withTable();
        assertThat(judge(document, "1b").accepted()).isFalse();
    }

    @Test
    void whatIsClaimedIsKeptWithTheOutline() {
        PdfOutline outline = Signing.accepted(ArchivalSample.of("2b", true).withTable());
        assertThat(outline.pdfaPart()).isEqualTo(2);
        assertThat(PdfOutline.fromBytes(outline.toBytes())).isEqualTo(outline);
        assertThat(Signing.accepted(SamplePdf.onePage().withTable()).pdfaPart()).isZero();
        assertThat(Signing.accepted(ArchivalSample.of("1b", true).stream(
                                        5, "/Type/Metadata/Subtype/XML/Filter/LZWDecode", "pdfaid:part=\"1\"")
                                .withTable())
                        .pdfaPart())
                .isZero();
    }

    private static SignatureSpec spec(String stamp) {
        SignatureSpec plain =
                Signing.spec(stamp.equals("invisible") ? Placement.invisible() : ON_PAGE, PKI.p256(), true);
        Stamp text = Stamp.of("Nguyễn Thị Hường, Ωμέγα", plain.signingTime());
        return switch (stamp) {
            case "invisible" -> plain;
            case "text" -> plain.with(text);
            default -> plain.with(text.with(Pictures.read(stamp)));
        };
    }

    private void holds(byte[] document, String flavour, String what) throws IOException {
        Verdict verdict = judge(document, flavour);
        assertThat(verdict.accepted()).as(what + ": " + verdict.output()).isTrue();
    }

    private Verdict judge(byte[] document, String flavour) throws IOException {
        Path pdf = folder.resolve("document.pdf");
        Files.write(pdf, document);
        return PdfaJudge.judge(pdf, flavour);
    }
}
