package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.judge.PdfSig;
import vn.kyso.testkit.judge.Trust;
import vn.kyso.testkit.judge.Verdict;
import vn.kyso.testkit.pdf.SamplePdf;

class SignFileTest {
    private static final TestPki PKI = TestPki.now();

    @TempDir
    private Path folder;

    private Path pdf;
    private Path signed;

    @BeforeEach
    void name() {
        pdf = folder.resolve("contract.pdf");
        signed = folder.resolve("signed.pdf");
    }

    @Test
    void keepsTheFilesBytesAndAppends() throws IOException {
        byte[] document = SamplePdf.onePage().withTable();
        Files.write(pdf, document);
        SignFileResult result = sign(Signing.spec(Placement.invisible(), PKI.p256(), false));
        byte[] after = Files.readAllBytes(signed);
        assertThat(Arrays.copyOf(after, document.length)).isEqualTo(document);
        assertThat(((SignFileResult.Signed) result).outline()).isEqualTo(Signing.accepted(after));
        assertThat(((SignFileResult.Signed) result).repaired()).isFalse();
        assertThat(PdfSig.judge(signed, Trust.in(PKI.root(), List.of()))).satisfies(SignFileTest::accepted);
    }

    @Test
    void makesRoomOnceMoreWhereItWasTooSmall() throws IOException {
        Files.write(pdf, SamplePdf.onePage().withStreams());
        SignatureSpec tight =
                Signing.spec(Placement.invisible(), PKI.p256(), false).withReserved(100);
        List<byte[]> asked = new ArrayList<>();
        SignFileResult result =
                SignFile.sign(pdf, signed, _ -> tight, PKI.p256().certificate(), digest -> {
                    asked.add(digest);
                    return PKI.cms(PKI.p256(), digest);
                });
        assertThat(result).isInstanceOf(SignFileResult.Signed.class);
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
        assertThat(PdfSig.judge(signed, Trust.in(PKI.root(), List.of()))).satisfies(SignFileTest::accepted);
    }

    @Test
    void signsARepairedFileAndSaysSo() throws IOException {
        byte[] sound = SamplePdf.onePage().withTable();
        Files.write(pdf, Arrays.copyOf(sound, sound.length - 40));
        SignFileResult result = sign(Signing.spec(Placement.invisible(), PKI.p256(), false));
        assertThat(((SignFileResult.Signed) result).repaired()).isTrue();
        assertThat(PdfSig.judge(signed, Trust.in(PKI.root(), List.of()))).satisfies(SignFileTest::accepted);
    }

    @Test
    void leavesNothingBehindWhereItDoesNotSign() throws IOException {
        Files.writeString(pdf, "a letter");
        SignatureSpec spec = Signing.spec(Placement.invisible(), PKI.p256(), false);
        assertThat(sign(spec)).isInstanceOf(SignFileResult.Refused.class);
        assertThat(signed).doesNotExist();

        Files.write(pdf, SamplePdf.onePage().withTable());
        assertThat(SignFile.sign(
                        pdf, signed, _ -> spec, PKI.p256().certificate(), digest -> PKI.cms(PKI.rsa2048(), digest)))
                .isInstanceOfSatisfying(
                        SignFileResult.Refused.class,
                        refused ->
                                assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.OUTPUT_CHECK_FAILED));
        assertThat(signed).doesNotExist();

        assertThatThrownBy(
                        () -> SignFile.sign(pdf, signed, _ -> spec, PKI.p256().certificate(), digest -> {
                            throw new IOException("The key is away");
                        }))
                .isInstanceOf(IOException.class);
        assertThat(signed).doesNotExist();
    }

    private SignFileResult sign(SignatureSpec spec) throws IOException {
        return SignFile.sign(pdf, signed, _ -> spec, PKI.p256().certificate(), digest -> PKI.cms(PKI.p256(), digest));
    }

    private static void accepted(Verdict verdict) {
        assertThat(verdict.accepted()).as(verdict.toString()).isTrue();
    }
}
