package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.pades.Refusal.Reason;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;

class IntakeTest {
    @TempDir
    private Path folder;

    @Test
    void readsBoxesRotationAndUnitThatPagesInherit() {
        byte[] document = SamplePdf.onePage()
                .object(2, "<</Type/Pages/Kids[6 0 R 7 0 R]/Count 2/MediaBox[0 0 300 400]/Rotate 90>>")
                .object(6, "<</Type/Page/Parent 2 0 R/CropBox[-50 20 250 380]/UserUnit 2>>")
                .object(7, "<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1/Rotate -90>>")
                .object(3, "<</Type/Page/Parent 7 0 R/MediaBox[500 842 0 0]>>")
                .withStreams();
        PdfOutline outline = Signing.accepted(document);

        assertThat(outline.pages())
                .containsExactly(
                        new PageOutline(1, new Rectangle(0, 0, 300, 400), new Rectangle(0, 20, 250, 360), 90, 2),
                        new PageOutline(2, new Rectangle(0, 0, 500, 842), new Rectangle(0, 0, 500, 842), 270, 1));
    }

    @Test
    void readsEmptyFieldsWithTheirPlace() {
        PdfOutline outline = Signing.accepted(SamplePdf.withField().withTable());
        assertThat(outline.emptyFields())
                .containsExactly(
                        new EmptyField("contract.signature", 1, new Rectangle(72, 600, 200, 60), false, false));
        assertThat(outline.signatures()).isEmpty();
        assertThat(outline.certification()).isEmpty();
    }

    @Test
    void anOutlineSurvivesBeingKept() {
        PdfOutline outline = Signing.accepted(SamplePdf.withField().withStreams());
        assertThat(PdfOutline.fromBytes(outline.toBytes())).isEqualTo(outline);
        byte[] cut = Arrays.copyOf(outline.toBytes(), outline.toBytes().length - 1);
        assertThatThrownBy(() -> PdfOutline.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PdfOutline.fromBytes(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsNoPdf() {
        assertThat(reason(new byte[0])).isEqualTo(Reason.NOT_A_PDF);
        assertThat(reason("A letter to the editor".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.NOT_A_PDF);
        assertThat(reason("%PDF-1.7\nnothing else".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Reason.DAMAGED_PDF);
    }

    @Test
    void refusesADocumentWithoutPages() {
        byte[] document =
                SamplePdf.onePage().object(2, "<</Type/Pages/Kids[]/Count 0>>").withTable();
        assertThat(reason(document)).isEqualTo(Reason.NO_PAGES);
    }

    @Test
    void refusesEncryptionByKind() throws IOException {
        assertThat(reason(encrypted("secret", true))).isEqualTo(Reason.PASSWORD_NEEDED);
        assertThat(reason(encrypted("", false))).isEqualTo(Reason.PERMISSION_MISSING);
        byte[] byCertificate = SamplePdf.onePage()
                .trailer("/Encrypt<</Filter/Adobe.PubSec/V 4>>")
                .withTable();
        assertThat(reason(byCertificate)).isEqualTo(Reason.UNSUPPORTED_ENCRYPTION);
    }

    @Test
    void repairsWhatIsDamagedAndUnsigned() throws IOException {
        byte[] sound = SamplePdf.onePage().withTable();
        byte[] moved = ("\n\n" + text(sound)).getBytes(StandardCharsets.ISO_8859_1);
        byte[] cut = Arrays.copyOf(sound, sound.length - 40);
        byte[] wrongOffset = text(sound)
                .replaceFirst("0000000(\\d)\\d\\d 00000 n", "0000000$199 00000 n")
                .getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] damaged : new byte[][] {moved, cut, wrongOffset}) {
            Path target = folder.resolve("repaired.pdf");
            IntakeResult result = Intake.read(PdfSource.of(damaged), target);
            assertThat(result).isInstanceOf(IntakeResult.Repaired.class);
            PdfOutline outline = ((IntakeResult.Repaired) result).outline();
            assertThat(Signing.accepted(Files.readAllBytes(target))).isEqualTo(outline);
            assertThat(outline.pageCount()).isEqualTo(1);
            Files.delete(target);
        }
    }

    @Test
    void doesNotChooseBetweenTheTwoSectionsOfAHybridFile() {
        assertThat(Signing.intake(SamplePdf.onePage().hybrid(false))).isInstanceOf(IntakeResult.Accepted.class);
        assertThat(Signing.intake(SamplePdf.onePage().hybrid(true))).isNotInstanceOf(IntakeResult.Accepted.class);
    }

    @Test
    void takesAHybridFileWhoseTwoSectionsSayTheSame() {
        assertThat(Signing.intake(hybridUpdate(0))).isInstanceOf(IntakeResult.Accepted.class);
        assertThat(Signing.intake(hybridUpdate(1))).isInstanceOf(IntakeResult.Repaired.class);
    }

    /// A page written anew with both sections listing it, as some writers update hybrid files.
    ///
    /// @param apart bytes between the places that the two say
    private static byte[] hybridUpdate(int apart) {
        String base = new String(SamplePdf.onePage().withTable(), StandardCharsets.ISO_8859_1);
        String previous = base.substring(base.lastIndexOf("startxref") + 10, base.lastIndexOf("%%EOF") - 1);
        int page = base.length();
        String object = "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]>>\nendobj\n";
        int stream = page + object.length();
        String entries = String.format("01%08x00%02x%08x00", page + apart, 1, stream);
        String section = object
                + "9 0 obj\n<</Type/XRef/W[1 4 1]/Index[3 1 9 1]/Size 10/Root 1 0 R/Length 12>>\nstream\n"
                + new String(java.util.HexFormat.of().parseHex(entries), StandardCharsets.ISO_8859_1)
                + "\nendstream\nendobj\n";
        return (base
                        + section
                        + String.format(
                                "xref\n3 1\n%010d 00000 n \n9 1\n%010d 00000 n \n"
                                        + "trailer\n<</Root 1 0 R/Size 10/Prev %s/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n",
                                page, stream, previous, stream, base.length() + section.length()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void skipsWhiteSpaceBeforeASectionButNothingElse() {
        String sound = new String(SamplePdf.onePage().withTable(), StandardCharsets.ISO_8859_1);
        int at = sound.lastIndexOf("startxref") + 10;
        int offset = Integer.parseInt(sound.substring(at, sound.lastIndexOf("%%EOF") - 1));
        byte[] early = (sound.substring(0, at) + (offset - 1) + "\n%%EOF\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] tooEarly = (sound.substring(0, at) + (offset - 2) + "\n%%EOF\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Signing.accepted(early).xrefOffset()).isEqualTo(offset);
        assertThat(Signing.intake(tooEarly)).isInstanceOf(IntakeResult.Repaired.class);
    }

    @Test
    void writesNothingForASoundFile() throws IOException {
        Path target = folder.resolve("repaired.pdf");
        Intake.read(PdfSource.of(SamplePdf.onePage().withTable()), target);
        assertThat(target).doesNotExist();
    }

    @Test
    void refusesWhatIsDamagedAndSigned() {
        TestPki pki = TestPki.now();
        byte[] signed = Signing.of(pki, SamplePdf.onePage().withTable())
                .signed(Signing.spec(Placement.invisible(), pki.p256(), false), pki.p256(), false)
                .document();
        byte[] cut = Arrays.copyOf(signed, signed.length - 10);
        assertThat(reason(cut)).isEqualTo(Reason.DAMAGED_AND_SIGNED);
    }

    @Test
    void aFileThatRefersToItselfIsNotWalkedForEver() {
        SamplePdf treeInACircle = SamplePdf.onePage().object(2, "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>");
        assertThat(Signing.intake(treeInACircle.withTable())).isNotInstanceOf(IntakeResult.Accepted.class);
        SamplePdf fieldsInACircle = SamplePdf.withField().object(6, "<</T(contract)/Kids[7 0 R 6 0 R]>>");
        assertThat(Signing.intake(fieldsInACircle.withTable())).isNotInstanceOf(IntakeResult.Accepted.class);
        SamplePdf sectionsInACircle = SamplePdf.onePage().trailer("/Prev 567");
        assertThat(Signing.intake(sectionsInACircle.withTable())).isNotInstanceOf(IntakeResult.Accepted.class);
        SamplePdf lengthOfItself = SamplePdf.onePage()
                .object(1, "<</Type/Catalog/Pages 2 0 R/DSS<</Certs[6 0 R]>>>>")
                .object(6, "<</Length 6 0 R>>\nstream\nx\nendstream");
        assertThat(Signing.intake(lengthOfItself.withTable())).isNotInstanceOf(IntakeResult.Accepted.class);
    }

    @Test
    void refusesWhatIsBeyondTheLimits() throws IOException {
        byte[] document = SamplePdf.onePage()
                .object(7, "[".repeat(500) + "]".repeat(500))
                .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R>>")
                .withTable();
        assertThat(reason(document)).isEqualTo(Reason.DOCUMENT_TOO_COMPLEX);

        IntakeLimits fewObjects = new IntakeLimits(3, 10, 1000, 10, 10, 1000, 1000);
        IntakeResult result =
                Intake.read(PdfSource.of(SamplePdf.onePage().withTable()), folder.resolve("repaired.pdf"), fewObjects);
        assertThat(((IntakeResult.Refused) result).refusal().reason()).isEqualTo(Reason.DOCUMENT_TOO_COMPLEX);
    }

    @Test
    void refusesAHashOfOtherBytes() {
        byte[] document = SamplePdf.onePage().withTable();
        HashState other = DocumentDigest.start().state();
        assertThatThrownBy(() -> Intake.read(
                        PdfSource.of(document), other, folder.resolve("repaired.pdf"), IntakeLimits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private byte[] encrypted(String userPassword, boolean maySign) throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            AccessPermission permission = new AccessPermission();
            permission.setCanFillInForm(maySign);
            permission.setCanModifyAnnotations(maySign);
            document.protect(new StandardProtectionPolicy("owner", userPassword, permission));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static Reason reason(byte[] document) {
        IntakeResult result = Signing.intake(document);
        assertThat(result).isInstanceOf(IntakeResult.Refused.class);
        return ((IntakeResult.Refused) result).refusal().reason();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
