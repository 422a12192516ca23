package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.kyso.testkit.pdf.SamplePdf;

class SignatureTransformsTest {
    @Test
    void everyLockOfASignatureCounts() {
        PdfOutline outline = signedWith(lock("/Action/Include/Fields[(a)]") + lock("/Action/Include/Fields[(b.c)]"));
        assertThat(outline.isLocked("a")).isTrue();
        assertThat(outline.isLocked("a.x")).isTrue();
        assertThat(outline.isLocked("b.c")).isTrue();
        assertThat(outline.isLocked("b")).isFalse();
        assertThat(outline.isLocked("ab")).isFalse();
        assertThat(PdfOutline.fromBytes(outline.toBytes())).isEqualTo(outline);
    }

    @Test
    void whatIsNotExcludedIsLocked() {
        PdfOutline outline = signedWith(lock("/Action/Exclude/Fields[(a)]"));
        assertThat(outline.isLocked("a.x")).isFalse();
        assertThat(outline.isLocked("b")).isTrue();
    }

    @Test
    void anActionThatIsMissingOrUnknownLocksAll() {
        assertThat(signedWith(lock("/Action/Sometimes/Fields[(a)]")).isLocked("b"))
                .isTrue();
        assertThat(signedWith(lock("/Fields[(a)]")).isLocked("b")).isTrue();
    }

    @Test
    void theStrictestCertificationCounts() {
        String loose = "<</TransformMethod/DocMDP/TransformParams<</P 3>>>>";
        assertThat(signedWith(loose).certification()).contains(Certification.ANNOTATING);
        assertThat(signedWith(loose + "<</TransformMethod/DocMDP>>").certification())
                .contains(Certification.FORM_FILLING);
        assertThat(signedWith("<</TransformMethod/DocMDP/TransformParams<</P 7>>>>" + loose)
                        .certification())
                .contains(Certification.NO_CHANGES);
        assertThat(signedWith(lock("/Action/All")).certification()).isEmpty();
    }

    @Test
    void refusesAFloodOfReferences() {
        SamplePdf flood = signed(lock("/Action/All").repeat(101));
        assertThat(Signing.intake(flood.withTable())).isInstanceOfSatisfying(IntakeResult.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.DOCUMENT_TOO_COMPLEX);
        });
    }

    private static String lock(String parameters) {
        return "<</TransformMethod/FieldMDP/TransformParams<<" + parameters + ">>>>";
    }

    private static PdfOutline signedWith(String references) {
        return Signing.accepted(signed(references).withTable());
    }

    private static SamplePdf signed(String references) {
        return SamplePdf.withField()
                .object(
                        7,
                        "<</Type/Annot/Subtype/Widget/FT/Sig/T(signature)/F 4/P 3 0 R/Rect[72 600 272 660]/V 9 0 R>>")
                .object(9, "<</Type/Sig/Filter/Adobe.PPKLite/Reference[" + references + "]>>");
    }
}
