package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import vn.kyso.cades.CmsInvalidException;
import vn.kyso.cades.CmsSignature;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;

/// What holds for every document and every sequence of signatures in it, read by PDFBox, which knows nothing of ours.
class SequenceTest {
    private static final TestPki PKI = TestPki.now();

    enum Step {
        INVISIBLE,
        VISIBLE,
        IN_FIELD,
        LT,
        TIMESTAMP
    }

    /// How a document is built.
    record Form(boolean streams, boolean endsInLine, Annots annots, AcroForm form, boolean fieldHasOwnWidget) {}

    enum Annots {
        NONE,
        DIRECT,
        INDIRECT
    }

    enum AcroForm {
        NONE,
        IN_CATALOG,
        INDIRECT,
        WITH_INDIRECT_FIELDS
    }

    @Property(tries = 60)
    void earlierBytesAndSignaturesStayAndTheOutlineFollows(
            @ForAll("forms") Form form, @ForAll("sequences") List<Step> steps)
            throws IOException, NoSuchAlgorithmException, CmsInvalidException {
        Signing signing = Signing.of(PKI, document(form));
        boolean fieldIsEmpty = form.form() != AcroForm.NONE;
        int signatures = 0;
        for (Step step : steps) {
            byte[] before = signing.document();
            if (step == Step.IN_FIELD && !fieldIsEmpty) {
                continue;
            }
            take(signing, step);
            fieldIsEmpty &= step != Step.IN_FIELD;
            signatures += step == Step.LT ? 0 : 1;

            byte[] after = signing.document();
            assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);
            assertThat(signing.outline()).isEqualTo(Signing.accepted(after));
            assertThat(signing.outline().signatures()).hasSize(signatures);
            everySignatureHolds(after, signatures);
        }
    }

    private static void take(Signing signing, Step step) {
        TestPki.Identity signer = PKI.p256();
        switch (step) {
            case INVISIBLE -> signing.signed(Signing.spec(Placement.invisible(), signer, false), signer, false);
            case IN_FIELD -> signing.signed(Signing.spec(Placement.inField("approval"), signer, false), signer, false);
            case LT -> signing.extendedToLt(signer);
            case TIMESTAMP -> signing.timestamped();
            case VISIBLE -> {
                SignatureSpec spec = Signing.spec(Placement.onPage(2, new Rectangle(30, 40, 150, 50)), signer, false);
                signing.signed(spec.with(Stamp.of("Đặng Quốc Khánh", spec.signingTime())), signer, false);
            }
        }
    }

    private static void everySignatureHolds(byte[] document, int count)
            throws IOException, NoSuchAlgorithmException, CmsInvalidException {
        try (PDDocument read = Loader.loadPDF(document)) {
            List<PDSignature> signatures = read.getSignatureDictionaries();
            assertThat(signatures).hasSize(count);
            for (PDSignature signature : signatures) {
                int[] range = signature.getByteRange();
                assertThat(range[0]).isZero();
                assertThat(document[range[1]]).isEqualTo((byte) '<');
                assertThat(document[range[2] - 1]).isEqualTo((byte) '>');
                if (!"ETSI.RFC3161".equals(signature.getSubFilter())) {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(signature.getSignedContent(document));
                    CmsSignature.verify(
                            der(signature.getContents()), digest, PKI.p256().certificate());
                }
            }
            long widgets = 0;
            for (int page = 0; page < read.getNumberOfPages(); page++) {
                for (PDAnnotation annotation : read.getPage(page).getAnnotations()) {
                    widgets += annotation.getSubtype().equals("Widget") ? 1 : 0;
                }
            }
            assertThat(widgets).isGreaterThanOrEqualTo(count);
        }
    }

    private static byte[] der(byte[] padded) {
        int length = ((padded[2] & 0xff) << 8 | padded[3] & 0xff) + 4;
        assertThat(padded[1]).isEqualTo((byte) 0x82);
        return Arrays.copyOf(padded, length);
    }

    private static byte[] document(Form form) {
        boolean hasField = form.form() != AcroForm.NONE;
        String widget = "/Type/Annot/Subtype/Widget/F 4/P 9 0 R/Rect[20 300 120 340]";
        SamplePdf sample = SamplePdf.onePage()
                .object(2, "<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2/MediaBox[0 0 400 500]>>")
                .object(9, "<</Type/Page/Parent 2 0 R" + annots(form, hasField) + ">>")
                .object(10, "[12 0 R" + (hasField ? " 7 0 R" : "") + "]")
                .object(12, "<</Type/Annot/Subtype/Text/Rect[5 5 20 20]/Contents(note)>>");
        if (hasField) {
            sample = form.fieldHasOwnWidget()
                    ? sample.object(6, "<</FT/Sig/T(approval)/Kids[7 0 R]>>")
                            .object(7, "<<" + widget + "/Parent 6 0 R>>")
                    : sample.object(6, "null").object(7, "<</FT/Sig/T(approval)" + widget + ">>");
        }
        String fields = form.fieldHasOwnWidget() ? "[6 0 R]" : "[7 0 R]";
        sample = switch (form.form()) {
            case NONE -> sample;
            case IN_CATALOG -> sample.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields" + fields + ">>>>");
            case INDIRECT ->
                sample.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 13 0 R>>")
                        .object(13, "<</Fields" + fields + "/SigFlags 0>>");
            case WITH_INDIRECT_FIELDS ->
                sample.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 13 0 R>>")
                        .object(13, "<</Fields 14 0 R>>")
                        .object(14, fields);
        };
        sample = sample.trailer("/ID[<0102><0304>]");
        byte[] bytes = form.streams() ? sample.withStreams() : sample.withTable();
        return form.endsInLine() ? bytes : Arrays.copyOf(bytes, bytes.length - 1);
    }

    private static String annots(Form form, boolean hasField) {
        return switch (form.annots()) {
            case NONE -> "";
            case DIRECT -> "/Annots[12 0 R" + (hasField ? " 7 0 R]" : "]");
            case INDIRECT -> "/Annots 10 0 R";
        };
    }

    @Provide
    Arbitrary<Form> forms() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Annots.class),
                        Arbitraries.of(AcroForm.class),
                        Arbitraries.of(true, false))
                .as(Form::new)
                // A widget that no page lists is no document anybody makes.
                .filter(f -> f.form() == AcroForm.NONE || f.annots() != Annots.NONE);
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        return Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(4);
    }
}
