package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.judge.DssJudge;
import vn.kyso.testkit.judge.MuTool;
import vn.kyso.testkit.judge.OpensslCms;
import vn.kyso.testkit.judge.PdfSig;
import vn.kyso.testkit.judge.Qpdf;
import vn.kyso.testkit.judge.Trust;
import vn.kyso.testkit.pdf.SamplePdf;

/// Documents that open with the empty password: what is appended is encrypted as they are, for every judge.
class EncryptedTest {
    private static final TestPki PKI = TestPki.now();
    private static final Trust TRUST = Trust.in(PKI.root(), PKI.crls());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "40, false",
        "128, false",
        "128, true",
        "256, true",
    })
    void isSignedTwiceAndExtended(int bits, boolean aes) throws IOException {
        byte[] document = encrypted(bits, aes, "owner", "");
        SignatureSpec visible = Signing.spec(Placement.onPage(1, new Rectangle(72, 72, 200, 60)), PKI.p256(), true);
        SignatureSpec reasoned = new SignatureSpec(
                Placement.inField("contract.signature"),
                Stamp.of("Nguyễn Thị Hường", visible.signingTime()),
                visible.signingTime(),
                "Nguyễn Thị Hường",
                "Đồng ý",
                "Hà Nội",
                null,
                null,
                visible.contentsReservedBytes());
        Signing signing = Signing.of(PKI, document)
                .signed(reasoned, PKI.p256(), true)
                .signed(visible.with(Stamp.of("Đặng Quốc Khánh", visible.signingTime())), PKI.rsa2048(), true)
                .extendedToLt(PKI.p256())
                .timestamped();
        Path pdf = folder.resolve("signed.pdf");
        Files.write(pdf, signing.document());

        assertThat(Arrays.copyOf(signing.document(), document.length)).isEqualTo(document);
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
        assertThat(List.of(
                        PdfSig.judge(pdf, TRUST),
                        MuTool.judge(pdf),
                        OpensslCms.judge(pdf, TRUST),
                        DssJudge.judge(pdf, TRUST),
                        Qpdf.judge(pdf)))
                .allSatisfy(v -> assertThat(v.accepted()).as(v.toString()).isTrue());
        try (PDDocument read = Loader.loadPDF(pdf.toFile())) {
            PDSignature first = read.getSignatureDictionaries().getFirst();
            assertThat(first.getReason()).isEqualTo("Đồng ý");
            assertThat(first.getName()).isEqualTo("Nguyễn Thị Hường");
        }
        // Nothing that was said stands in the file in the clear.
        String appended = new String(
                signing.document(),
                document.length,
                signing.document().length - document.length,
                StandardCharsets.ISO_8859_1);
        assertThat(appended).doesNotContain("begincmap").doesNotContain("D:20");
    }

    @Test
    void theEmptyPasswordMayBeTheOwnersToo() throws IOException {
        byte[] document;
        try (InputStream in = EncryptedTest.class.getResourceAsStream("/encrypted/owner-aes-256.pdf")) {
            document = Objects.requireNonNull(in).readAllBytes();
        }
        Signing signing = Signing.of(PKI, document);
        signing.signed(Signing.spec(Placement.invisible(), PKI.p256(), true), PKI.p256(), true);
        Path pdf = folder.resolve("signed.pdf");
        Files.write(pdf, signing.document());
        assertThat(Signing.accepted(signing.document())).isEqualTo(signing.outline());
        assertThat(List.of(
                        PdfSig.judge(pdf, TRUST),
                        MuTool.judge(pdf),
                        OpensslCms.judge(pdf, TRUST),
                        DssJudge.judge(pdf, TRUST),
                        Qpdf.judgeLeniently(pdf)))
                .allSatisfy(v -> assertThat(v.accepted()).as(v.toString()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"40, false", "128, false", "128, true", "256, true"})
    void anotherPasswordIsNeededWhereOneWasSet(int bits, boolean aes) throws IOException {
        IntakeResult result = Signing.intake(encrypted(bits, aes, "owner", "secret"));
        assertThat(result)
                .isInstanceOfSatisfying(
                        IntakeResult.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.PASSWORD_NEEDED));
    }

    @Test
    void anOutlineThatIsCutIsNoOutline() throws IOException {
        byte[] kept = Signing.accepted(encrypted(256, true, "owner", "")).toBytes();
        assertThat(PdfOutline.fromBytes(kept).toBytes()).isEqualTo(kept);
        byte[] cut = Arrays.copyOf(kept, kept.length - 1);
        assertThatThrownBy(() -> PdfOutline.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] encrypted(int bits, boolean aes, String owner, String user) throws IOException {
        try (PDDocument document = Loader.loadPDF(SamplePdf.withField().withTable())) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy(owner, user, new AccessPermission());
            policy.setEncryptionKeyLength(bits);
            policy.setPreferAES(aes);
            document.protect(policy);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }
}
