package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.kyso.pades.verify.Finding;
import vn.kyso.pades.verify.Finding.Code;
import vn.kyso.pades.verify.Verification;
import vn.kyso.pades.verify.Verification.Outcome;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;
import vn.kyso.testkit.pdf.Tampered;

/// The published attacks on signed PDFs, made anew by hand: universal signature forgery, incremental saving, signature
/// wrapping (Mladenov et al., 2019), shadow attacks (Mainka et al., 2021), and those on certified documents (Rohlmann
/// et al., 2021); and others that follow from how PDFs are read. None of them may read as valid.
class VerificationAttackTest {
    private static final TestPki PKI = TestPki.now();
    private static final TestPki.Identity SIGNER = PKI.p256();
    private static final String PAGE = "/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>";

    /// @param expected what it is found out by
    record Attack(String name, byte[] document, Code expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Signing sign(SamplePdf sample) {
        return Signing.of(PKI, sample.withTable())
                .signed(Signing.spec(Placement.invisible(), SIGNER, true), SIGNER, true);
    }

    private static byte[] signed(SamplePdf sample) {
        return sign(sample).document();
    }

    private static Signing certified(SamplePdf sample, Certification permission) {
        SignatureSpec spec = Signing.spec(Placement.invisible(), SIGNER, true);
        return Signing.of(PKI, sample.withTable())
                .signed(
                        new SignatureSpec(
                                spec.placement(),
                                null,
                                spec.signingTime(),
                                null,
                                null,
                                null,
                                null,
                                permission,
                                spec.contentsReservedBytes()),
                        SIGNER,
                        true);
    }

    /// A page with a text field `total` that shows 100, and an empty signature field of the name `approval`.
    private static SamplePdf withForm() {
        return SamplePdf.onePage()
                .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 10 0 R>>")
                .object(3, "<<" + PAGE + "/Contents 4 0 R/Annots[11 0 R 13 0 R]>>")
                .object(10, "<</Fields[11 0 R 13 0 R]/DR<</Font<</Helv 5 0 R>>>>>>")
                .object(
                        11,
                        "<</Type/Annot/Subtype/Widget/FT/Tx/T(total)/V(100)/Rect[72 500 200 520]/P 3 0 R"
                                + "/DA(/Helv 12 Tf)/AP<</N 12 0 R>>>>")
                .object(
                        12,
                        "<</Type/XObject/Subtype/Form/BBox[0 0 128 20]/Length 23>>\nstream\nBT /Helv 12 Tf (100) Tj"
                                + "\nendstream")
                .object(13, "<</Type/Annot/Subtype/Widget/FT/Sig/T(approval)/Rect[72 400 200 440]/P 3 0 R>>");
    }

    private static Map<Integer, String> one(int number, String content) {
        return Map.of(number, content);
    }

    static Stream<Attack> attacks() {
        return Stream.of(incrementalSaving(), forgedDictionaries(), shadows(), certification(), structure())
                .flatMap(List::stream);
    }

    private static List<Attack> incrementalSaving() {
        byte[] plain = signed(SamplePdf.onePage());
        byte[] form = signed(withForm());
        String evil = Tampered.stream("BT /F1 18 Tf 72 770 Td (Another contract) Tj ET");
        String catalog = Tampered.object(plain, 1);
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new Attack("content replaced", Tampered.updated(plain, one(4, evil)), Code.CHANGED_AFTER_SIGNING));
        attacks.add(new Attack(
                "content added to the page",
                Tampered.updated(
                        plain, Map.of(50, evil, 3, Tampered.object(plain, 3).replace("4 0 R", "50 0 R"))),
                Code.CHANGED_AFTER_SIGNING));
        attacks.add(new Attack(
                "page turned",
                Tampered.updated(plain, one(3, Tampered.object(plain, 3).replaceFirst("<<", "<</Rotate 180"))),
                Code.CHANGED_AFTER_SIGNING));
        attacks.add(new Attack(
                "page added",
                Tampered.updated(
                        plain,
                        Map.of(
                                2,
                                "<</Type/Pages/Kids[3 0 R 50 0 R]/Count 2>>",
                                50,
                                "<<" + PAGE + "/Contents 51 0 R>>",
                                51,
                                evil)),
                Code.CHANGED_AFTER_SIGNING));
        attacks.add(new Attack(
                "font replaced",
                Tampered.updated(plain, one(5, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")),
                Code.CHANGED_AFTER_SIGNING));
        attacks.add(new Attack(
                "script on opening",
                Tampered.updated(
                        plain,
                        one(1, catalog.replaceFirst("<<", "<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"))),
                Code.CHANGED_AFTER_SIGNING));
        attacks.add(new Attack(
                "another catalog",
                Tampered.updated(plain, one(50, catalog), "/Root 50 0 R/Prev " + Tampered.lastXref(plain)),
                Code.CHANGED_AFTER_SIGNING));
        attacks.add(new Attack(
                "objects without a cross-reference",
                Tampered.bytes(Tampered.text(plain) + "4 0 obj\n" + evil + "\nendobj\n"),
                Code.STRUCTURE_AMBIGUOUS));
        attacks.add(new Attack(
                "an end marker that leads back",
                Tampered.bytes(Tampered.text(plain) + "4 0 obj\n" + evil + "\nendobj\nstartxref\n"
                        + Tampered.lastXref(plain) + "\n%%EOF\n"),
                Code.STRUCTURE_AMBIGUOUS));
        attacks.add(new Attack(
                "a whole new table without Prev", Tampered.rewritten(plain, one(4, evil)), Code.NOT_A_REVISION_END));
        attacks.add(new Attack(
                "a note over the text",
                Tampered.updated(
                        plain,
                        Map.of(
                                3,
                                Tampered.object(plain, 3).replace("/Annots [", "/Annots [50 0 R "),
                                50,
                                "<</Type/Annot/Subtype/FreeText/Rect[72 760 300 790]/Contents(x)/DA(/Helv 18 Tf)>>")),
                Code.HIDDEN_CONTENT));
        attacks.add(new Attack(
                "a field drawn anew with the same value",
                Tampered.updated(form, one(11, Tampered.object(form, 11).replace("12 0 R", "50 0 R"))),
                Code.HIDDEN_CONTENT));
        attacks.add(new Attack(
                "a field's drawing written over",
                Tampered.updated(form, one(12, Tampered.object(form, 12).replace("(100)", "(900)"))),
                Code.HIDDEN_CONTENT));
        attacks.add(new Attack(
                "a field moved",
                Tampered.updated(form, one(11, Tampered.object(form, 11).replace("[72 500", "[0 0"))),
                Code.CHANGED_AFTER_SIGNING));
        attacks.add(new Attack(
                "fields to be drawn anew by the reader",
                Tampered.updated(
                        form, one(10, Tampered.object(form, 10).replaceFirst("<<", "<</NeedAppearances true"))),
                Code.NEEDS_APPEARANCES));
        attacks.add(new Attack(
                "the form's font replaced",
                Tampered.updated(
                        form,
                        Map.of(
                                10,
                                Tampered.object(form, 10).replace("/Helv 5 0 R", "/Helv 50 0 R"),
                                50,
                                "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")),
                Code.CHANGED_AFTER_SIGNING));
        return attacks;
    }

    private static List<Attack> forgedDictionaries() {
        byte[] plain = signed(SamplePdf.onePage());
        int number = Tampered.numberOf(plain, "/ByteRange");
        String dict = Tampered.object(plain, number);
        int at = dict.indexOf("/ByteRange");
        String range = dict.substring(at, dict.indexOf(']', at) + 1);
        String contents = dict.substring(dict.indexOf("/Contents <"), dict.lastIndexOf('>') - 1);
        byte[] other = signed(SamplePdf.onePage().stream(4, "", "BT /F1 18 Tf 72 770 Td (Another contract) Tj ET"));
        String foreign = Tampered.object(other, Tampered.numberOf(other, "/ByteRange"));
        List<Attack> attacks = new ArrayList<>();
        for (String forged : List.of(
                "/ByteRange null", "/ByteRange[]", "/ByteRange[0 0 0 0]", "/ByteRange[-1 5 9 2]", "/ByteRange 7", "")) {
            attacks.add(new Attack(
                    "the range is «" + forged + "»",
                    Tampered.updated(plain, one(number, dict.replace(range, forged))),
                    Code.BYTE_RANGE_INVALID));
        }
        for (String forged : List.of("/Contents null", "/Contents<>", "/Contents<00>", "")) {
            attacks.add(new Attack(
                    "the contents are «" + forged + "»",
                    Tampered.updated(plain, one(number, dict.replace(contents, forged))),
                    Code.BYTE_RANGE_INVALID));
        }
        attacks.add(new Attack(
                "the dictionary copied behind, its range still that of the first",
                Tampered.updated(plain, one(number, dict)),
                Code.BYTE_RANGE_INVALID));
        attacks.add(new Attack(
                "two ranges in one dictionary",
                Tampered.updated(plain, one(number, dict.replace(range, "/ByteRange[0 1 2 3]" + range))),
                Code.STRUCTURE_AMBIGUOUS));
        attacks.add(new Attack("the signature wrapped", wrapped(plain), Code.STRUCTURE_DAMAGED));
        attacks.add(new Attack(
                "another document's signature",
                Tampered.bytes(Tampered.text(plain)
                        .replace(
                                contents,
                                foreign.substring(foreign.indexOf("/Contents <"), foreign.lastIndexOf('>') - 1))),
                Code.BYTES_CHANGED));
        String field = Tampered.object(plain, Tampered.numberOf(plain, "/FT /Sig"));
        int fieldNumber = Tampered.numberOf(plain, "/FT /Sig");
        String twin = field.replaceFirst("/T\\s*\\([^)]*\\)", "/T(twin)");
        String form = Tampered.object(plain, Tampered.numberOf(plain, "/SigFlags"));
        attacks.add(new Attack(
                "one signature in two fields",
                Tampered.updated(
                        plain,
                        Map.of(
                                50,
                                twin,
                                Tampered.numberOf(plain, "/SigFlags"),
                                form.replace(fieldNumber + " 0 R", fieldNumber + " 0 R 50 0 R"))),
                Code.SIGNATURES_OVERLAP));
        attacks.add(new Attack(
                "the signed field renamed",
                Tampered.updated(plain, one(fieldNumber, twin)),
                Code.CHANGED_AFTER_SIGNING));
        return attacks;
    }

    /// The second signed part moved behind something of the attacker's, and the range written anew to lead there.
    private static byte[] wrapped(byte[] plain) {
        String text = Tampered.text(plain);
        int hole = text.indexOf("/Contents <") + "/Contents ".length();
        int end = text.indexOf('>', hole) + 1;
        String inserted = "%" + "x".repeat(98) + "\n";
        int at = text.indexOf("/ByteRange [") + "/ByteRange [".length();
        int close = text.indexOf(']', at);
        String range = "0 " + hole + " " + (end + inserted.length()) + " " + (text.length() - end);
        return Tampered.bytes(text.substring(0, at)
                + range
                + " ".repeat(close - at - range.length())
                + text.substring(close, end)
                + inserted
                + text.substring(end));
    }

    private static List<Attack> shadows() {
        List<Attack> attacks = new ArrayList<>();
        byte[] overlaid = signed(SamplePdf.onePage()
                .object(3, "<<" + PAGE.replace("5 0 R>>", "5 0 R>>/XObject<</Im 20 0 R>>") + "/Contents 4 0 R>>")
                .stream(4, "", "BT /F1 18 Tf 72 770 Td (Hidden) Tj ET q /Im Do Q")
                .stream(20, "/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "1 1 1 rg 0 0 595 842 re f"));
        attacks.add(new Attack(
                "hide: the overlay emptied",
                Tampered.updated(
                        overlaid,
                        one(20, "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 0>>\nstream\n\nendstream")),
                Code.CHANGED_AFTER_SIGNING));
        attacks.add(new Attack("hide: the overlay freed", Tampered.freed(overlaid, 20), Code.CHANGED_AFTER_SIGNING));

        byte[] twoTrees = signed(SamplePdf.onePage()
                .object(21, "<</Type/Pages/Kids[22 0 R]/Count 1>>")
                .object(22, "<</Type/Page/Parent 21 0 R/MediaBox[0 0 595 842]/Contents 23 0 R>>")
                .stream(23, "", "BT (Shadow) Tj ET"));
        attacks.add(new Attack(
                "hide and replace: another page tree",
                Tampered.updated(
                        twoTrees, one(1, Tampered.object(twoTrees, 1).replace("/Pages 2 0 R", "/Pages 21 0 R"))),
                Code.CHANGED_AFTER_SIGNING));

        SamplePdf carrying =
                SamplePdf.onePage().stream(24, "", "4 0 obj\n" + Tampered.stream("BT (Shadow) Tj ET") + "\nendobj\n");
        byte[] carrier = signed(carrying);
        attacks.add(new Attack(
                "hide and replace: only the cross-reference leads elsewhere",
                Tampered.redirected(carrier, Map.of(4, Tampered.text(carrier).indexOf("4 0 obj\n<</Length 17"))),
                Code.HIDDEN_CONTENT));

        byte[] dangling = signed(SamplePdf.onePage().object(3, "<<" + PAGE + "/Contents[4 0 R 60 0 R]>>"));
        attacks.add(new Attack(
                "an object filled in that was only referred to",
                Tampered.updated(dangling, one(60, Tampered.stream("BT (Shadow) Tj ET"))),
                Code.HIDDEN_CONTENT));

        byte[] packed = Signing.of(PKI, SamplePdf.onePage().withStreams())
                .signed(Signing.spec(Placement.invisible(), SIGNER, true), SIGNER, true)
                .document();
        int container = Tampered.numberOf(packed, "/Type/ObjStm/N");
        attacks.add(new Attack(
                "an object stream replaced",
                Tampered.updated(
                        packed,
                        one(
                                container,
                                "<</Type/ObjStm/N 1/First 4/Length 40>>\nstream\n5 0 <</Type/Font/BaseFont/Symbol>>      "
                                        + "\nendstream")),
                Code.STRUCTURE_DAMAGED));
        return attacks;
    }

    private static List<Attack> certification() {
        List<Attack> attacks = new ArrayList<>();
        byte[] closed = certified(withForm(), Certification.NO_CHANGES).document();
        byte[] filling = certified(withForm(), Certification.FORM_FILLING).document();
        byte[] annotating = certified(withForm(), Certification.ANNOTATING).document();
        attacks.add(new Attack("no changes allowed, a field filled in", filled(closed), Code.CERTIFICATION_VIOLATED));
        attacks.add(new Attack(
                "filling allowed, a comment added", annotated(filling, "Text"), Code.CERTIFICATION_VIOLATED));
        attacks.add(new Attack(
                "annotations allowed, text covered by one", annotated(annotating, "FreeText"), Code.HIDDEN_CONTENT));
        attacks.add(new Attack(
                "annotations allowed, text covered by a stamp", annotated(annotating, "Stamp"), Code.HIDDEN_CONTENT));
        attacks.add(new Attack(
                "a field to sign in that shows something and is never signed",
                Tampered.updated(
                        filling,
                        Map.of(
                                3,
                                Tampered.object(filling, 3).replace("/Annots [", "/Annots [50 0 R "),
                                10,
                                Tampered.object(filling, 10).replace("/Fields [", "/Fields [50 0 R "),
                                50,
                                "<</Type/Annot/Subtype/Widget/FT/Sig/T(sneaky)/Rect[72 760 300 790]/P 3 0 R"
                                        + "/AP<</N 51 0 R>>>>",
                                51,
                                "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 0>>\nstream\n\nendstream")),
                Code.HIDDEN_CONTENT));
        SamplePdf locking = withForm()
                .object(
                        13,
                        "<</Type/Annot/Subtype/Widget/FT/Sig/T(approval)/Rect[72 400 200 440]/P 3 0 R"
                                + "/Lock<</Type/SigFieldLock/Action/Include/Fields[(total)]>>>>");
        byte[] locked = Signing.of(PKI, locking.withTable())
                .signed(Signing.spec(Placement.inField("approval"), SIGNER, true), SIGNER, true)
                .document();
        attacks.add(new Attack("a locked field filled in", filled(locked), Code.LOCKED_FIELD_CHANGED));
        return attacks;
    }

    private static List<Attack> structure() {
        byte[] plain = signed(SamplePdf.onePage());
        return List.of(
                new Attack(
                        "a word behind the end",
                        Tampered.bytes(Tampered.text(plain) + "x\n"),
                        Code.STRUCTURE_AMBIGUOUS),
                new Attack(
                        "cut in the middle",
                        java.util.Arrays.copyOf(plain, plain.length - 200),
                        Code.STRUCTURE_DAMAGED),
                new Attack(
                        "a cross-reference that leads nowhere",
                        Tampered.redirected(plain, Map.of(1, 3)),
                        Code.STRUCTURE_DAMAGED));
    }

    private static byte[] filled(byte[] form) {
        return Tampered.updated(
                form,
                Map.of(
                        11,
                        Tampered.object(form, 11).replace("(100)", "(900)").replace("12 0 R", "70 0 R"),
                        70,
                        Tampered.object(form, 12).replace("(100)", "(900)")));
    }

    private static byte[] annotated(byte[] form, String subtype) {
        return Tampered.updated(
                form,
                Map.of(
                        3,
                        Tampered.object(form, 3).replace("/Annots [", "/Annots [50 0 R "),
                        50,
                        "<</Type/Annot/Subtype/" + subtype + "/Rect[72 760 300 790]/Contents(x)>>"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void doesNotReadAsValid(Attack attack) {
        Verification verification = Verifying.verified(PKI, attack.document());
        assertThat(verification.outcome()).as(Verifying.text(verification)).isEqualTo(Outcome.NOT_VALID);
        List<Code> codes = Stream.concat(
                        verification.findings().stream(),
                        verification.signatures().stream().flatMap(s -> s.findings().stream()))
                .map(Finding::code)
                .toList();
        assertThat(codes).as(Verifying.text(verification)).contains(attack.expected());
    }

    @Test
    void whatIsAllowedStaysValidAndIsTold() {
        for (byte[] form : List.of(
                signed(withForm()),
                certified(withForm(), Certification.FORM_FILLING).document(),
                certified(withForm(), Certification.ANNOTATING).document())) {
            assertThat(codes(form)).isEmpty();
            assertThat(codes(filled(form))).containsExactly(Code.CHANGED_AS_ALLOWED);
        }
        byte[] annotating = certified(withForm(), Certification.ANNOTATING).document();
        assertThat(codes(annotated(annotating, "Text"))).containsExactly(Code.CHANGED_AS_ALLOWED);
        byte[] plain = signed(SamplePdf.onePage());
        assertThat(codes(Tampered.updated(
                        plain,
                        one(60, "<</Producer(x)>>"),
                        "/Root 1 0 R/Info 60 0 R/Prev " + Tampered.lastXref(plain))))
                .isEmpty();
    }

    private static List<Code> codes(byte[] document) {
        Verification verification = Verifying.verified(PKI, document);
        assertThat(verification.outcome()).as(Verifying.text(verification)).isEqualTo(Outcome.VALID);
        return verification.signatures().getFirst().findings().stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void aSignatureRemovedFromTheFormIsNotShownAsValid() {
        byte[] plain = signed(SamplePdf.onePage());
        Verification verification = Verifying.verified(
                PKI, Tampered.updated(plain, one(Tampered.numberOf(plain, "/SigFlags"), "<</Fields[]>>")));
        assertThat(verification.outcome()).isEqualTo(Outcome.NOT_SIGNED);
        assertThat(verification.findings()).extracting(Finding::code).contains(Code.NOT_ANCHORED_IN_FORM);
    }

    @Test
    void aChangeThatIsTakenBackIsStillAChange() {
        byte[] plain = signed(SamplePdf.onePage());
        String content = Tampered.object(plain, 4);
        byte[] there = Tampered.updated(plain, one(4, Tampered.stream("BT (Another) Tj ET")));
        assertThat(Verifying.verified(PKI, Tampered.updated(there, one(4, content)))
                        .outcome())
                .isEqualTo(Outcome.NOT_VALID);
    }
}
