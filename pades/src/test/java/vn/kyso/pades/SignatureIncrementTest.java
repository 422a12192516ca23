package vn.kyso.pades;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;

/// What is written, object by object.
class SignatureIncrementTest {
    private static final TestPki PKI = TestPki.now();
    private static final String FORM = "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R>>";
    private static final String OWN_FIELD = "<</T(approval)/FT/Sig/Kids[7 0 R]>>";
    private static final String OWN_WIDGET =
            "<</Type/Annot/Subtype/Widget/F 4/Parent 6 0 R/P 3 0 R/Rect[72 600 272 660]>>";

    @Test
    void everyObjectEnds() throws MalformedPdfException {
        for (byte[] document :
                List.of(SamplePdf.withField().withTable(), SamplePdf.withField().withStreams())) {
            PreparedSignature prepared = prepared(document, stamped(Placement.onPage(1, new Rectangle(9, 9, 90, 40))));
            String increment = text(prepared);
            assertThat(increment.split(" obj\n", -1)).hasSameSizeAs(increment.split("\nendobj\n", -1));
            assertThat(objects(prepared)).hasSizeGreaterThan(5);
        }
    }

    @Test
    void beginsOnALineOfItsOwn() {
        byte[] document = SamplePdf.onePage().withTable();
        assertThat(text(prepared(document, spec(Placement.invisible()))).charAt(0))
                .isNotEqualTo('\n');
        byte[] cut = Arrays.copyOf(document, document.length - 1);
        assertThat(text(prepared(cut, spec(Placement.invisible()))).charAt(0)).isEqualTo('\n');
    }

    @Test
    void theSectionIsOfTheFormOfTheLastOne() {
        assertThat(text(prepared(SamplePdf.onePage().withTable(), spec(Placement.invisible()))))
                .contains("\nxref\n", "trailer")
                .doesNotContain("/XRef");
        assertThat(text(prepared(SamplePdf.onePage().withStreams(), spec(Placement.invisible()))))
                .contains("/Type /XRef")
                .doesNotContain("trailer");
    }

    @Test
    void theSecondHalfOfTheIdIsNewForEveryField() {
        byte[] document = SamplePdf.withField().trailer("/ID[<0011><2233>]").withTable();
        String first = id(text(prepared(document, spec(Placement.invisible()))));
        String second = id(text(prepared(document, spec(Placement.inField("contract.signature")))));
        assertThat(List.of(first, second)).allMatch(id -> id.startsWith("<0011> <") || id.startsWith("<0011><"));
        assertThat(first).doesNotContain("<2233>").isNotEqualTo(second).hasSizeGreaterThan(32);
    }

    @Test
    void theTextsOfTheDictionaryAreThose() {
        SignatureSpec spec = spec(Placement.invisible());
        PreparedSignature prepared = prepared(
                SamplePdf.onePage().withTable(),
                new SignatureSpec(
                        spec.placement(),
                        null,
                        spec.signingTime(),
                        "Huong",
                        "Approved",
                        "Hanoi",
                        "huong@example.vn",
                        Certification.FORM_FILLING,
                        spec.contentsReservedBytes()));
        assertThat(text(prepared))
                .contains(
                        "/Name (Huong)",
                        "/Reason (Approved)",
                        "/Location (Hanoi)",
                        "/ContactInfo (huong@example.vn)",
                        "/Perms <</DocMDP ");
        assertThat(text(prepared(SamplePdf.onePage().withTable(), spec))).doesNotContain("/Perms", "/Name");
    }

    @Test
    void aFieldWithAWidgetOfItsOwnGetsTheValueAndTheWidgetThePicture() throws MalformedPdfException {
        byte[] document = withOwnWidget("/Rotate 90", OWN_WIDGET, "");
        Map<Integer, PdfValue> stamped = objects(prepared(document, stamped(Placement.inField("approval"))));
        assertThat(dict(stamped, 6).get("V")).isInstanceOf(PdfValue.Ref.class);
        assertThat(dict(stamped, 6).get("AP")).isNull();
        assertThat(dict(stamped, 7).get("AP")).isNotNull();
        assertThat(dict(stamped, 7).get("V")).isNull();
        assertThat(dict(stamped, 7).get("MK")).isEqualTo(PdfValue.Dict.EMPTY.with("R", PdfValue.Num.of(90)));
        Map<Integer, PdfValue> bare = objects(prepared(document, spec(Placement.inField("approval"))));
        assertThat(bare).containsKey(6).doesNotContainKey(7);
    }

    @Test
    void aPictureOnAPageThatIsNotTurnedIsNot() throws MalformedPdfException {
        Map<Integer, PdfValue> objects =
                objects(prepared(withOwnWidget("", OWN_WIDGET, ""), stamped(Placement.inField("approval"))));
        assertThat(dict(objects, 7).get("AP")).isNotNull();
        assertThat(dict(objects, 7).get("MK")).isNull();
    }

    @Test
    void aFieldWithoutASizeGetsNoPicture() throws MalformedPdfException {
        for (String rect : List.of("[72 600 72 660]", "[72 600 272 600]")) {
            String widget = OWN_WIDGET.replace("[72 600 272 660]", rect);
            Map<Integer, PdfValue> objects =
                    objects(prepared(withOwnWidget("", widget, ""), stamped(Placement.inField("approval"))));
            assertThat(dict(objects, 7).get("AP")).isNull();
        }
    }

    @Test
    void aTaggedDocumentsPageIsReachedInTheOrderOfItsStructure() throws MalformedPdfException {
        PdfValue order = new PdfValue.Name("S");
        Map<Integer, PdfValue> direct =
                objects(prepared(ArchivalSample.of("2a", true).withTable(), spec(Placement.invisible())));
        assertThat(dict(direct, 3).get("Tabs")).isEqualTo(order);
        assertThat(widget(direct).get("TU")).isEqualTo(new PdfValue.Str("Digital signature".getBytes(UTF_8)));

        byte[] listedApart = tagged("");
        Map<Integer, PdfValue> apart = objects(prepared(listedApart, spec(Placement.invisible())));
        assertThat(dict(apart, 3).get("Tabs")).isEqualTo(order);
        assertThat(apart.get(8)).isInstanceOf(PdfValue.Array.class);

        assertThat(objects(prepared(tagged("/Tabs/R"), spec(Placement.invisible())))).doesNotContainKey(3);
        Map<Integer, PdfValue> ordinary =
                objects(prepared(SamplePdf.onePage().withTable(), spec(Placement.invisible())));
        assertThat(dict(ordinary, 3).get("Tabs")).isNull();
        assertThat(widget(ordinary).get("TU")).isNull();
    }

    @Test
    void aSignedPageStaysInItsOrder() throws MalformedPdfException {
        byte[] signed = Signing.of(PKI, tagged(""))
                .signed(spec(Placement.inField("contract.signature")), PKI.p256(), false)
                .document();
        assertThat(objects(prepared(signed, spec(Placement.invisible())))).doesNotContainKey(3);
    }

    @Test
    void everyFieldOfPdfA1HasAnAppearance() throws MalformedPdfException {
        Map<Integer, PdfValue> first =
                objects(prepared(ArchivalSample.of("1b", true).withTable(), spec(Placement.invisible())));
        assertThat(widget(first).get("AP")).isInstanceOf(PdfValue.Dict.class);
        Map<Integer, PdfValue> second =
                objects(prepared(ArchivalSample.of("2b", true).withTable(), spec(Placement.invisible())));
        assertThat(widget(second).get("AP")).isNull();
    }

    private static byte[] tagged(String page) {
        return SamplePdf.withField()
                .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>/StructTreeRoot 9 0 R>>")
                .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots 8 0 R" + page + ">>")
                .object(9, "<</Type/StructTreeRoot>>")
                .withTable();
    }

    private static PdfValue.Dict widget(Map<Integer, PdfValue> objects) {
        return objects.values().stream()
                .filter(PdfValue.Dict.class::isInstance)
                .map(PdfValue.Dict.class::cast)
                .filter(dict -> dict.get("FT") != null)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFormSaysThatThereAreSignatures() throws MalformedPdfException {
        for (Placement placement : List.of(Placement.inField("approval"), Placement.invisible())) {
            for (String flags : List.of("", "/SigFlags 1", "/SigFlags 2")) {
                PreparedSignature prepared = prepared(withOwnWidget("", OWN_WIDGET, flags), spec(placement));
                assertThat(dict(objects(prepared), 9).get("SigFlags")).isEqualTo(PdfValue.Num.of(3));
            }
            PreparedSignature marked = prepared(withOwnWidget("", OWN_WIDGET, "/SigFlags 3"), spec(placement));
            assertThat(objects(marked)).doesNotContainKey(9);
        }
    }

    @Test
    void theSecondOfTwoFieldsIsSignedWhereItIsMeant() {
        byte[] document = SamplePdf.withField()
                .object(6, "<</T(contract)/Kids[7 0 R 9 0 R]>>")
                .object(9, "<</Type/Annot/Subtype/Widget/FT/Sig/T(b)/Parent 6 0 R/F 4/P 3 0 R/Rect[72 400 272 460]>>")
                .object(8, "[7 0 R 9 0 R]")
                .withTable();
        assertThat(prepared(document, spec(Placement.inField("contract.b"))).field())
                .isEqualTo("contract.b");
    }

    @Test
    void aSecurityStoreInTheCatalogIsFollowed() {
        Signing signing = Signing.of(
                        PKI,
                        SamplePdf.onePage()
                                .object(1, "<</Type/Catalog/Pages 2 0 R/DSS<</Type/DSS/Certs[6 0 R]>>>>")
                                .stream(6, "", "not a certificate")
                                .withTable())
                .signed(spec(Placement.invisible()), PKI.p256(), false);
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
        signing.extendedToLt(PKI.p256());
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
    }

    @Test
    void aPreparedSignatureKnowsItsRevision() {
        byte[] document = SamplePdf.onePage().withTable();
        PdfOutline outline = Signing.accepted(document);
        PreparedSignature prepared = prepared(document, spec(Placement.invisible()));
        assertThat(prepared.baseSize()).isEqualTo(document.length);
        assertThat(prepared.baseSha256()).isEqualTo(outline.sha256());
        assertThat(prepared.size()).isEqualTo(document.length + prepared.increment().length);
        assertThat(prepared.mismatch(outline)).isEmpty();
        assertThat(prepared.mismatch(Signing.accepted(SamplePdf.onePage().withStreams())))
                .isPresent();
        PreparedSignature other = prepared(document, spec(Placement.onPage(1, new Rectangle(1, 1, 9, 9))));
        assertThat(other).isNotEqualTo(prepared).doesNotHaveSameHashCodeAs(prepared);
        assertThat(PreparedSignature.fromBytes(prepared.toBytes())).hasSameHashCodeAs(prepared);
    }

    @Test
    void theHoleIsWithinTheIncrement() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PreparedSignature(
                        100, new byte[32], new byte[20], new ByteRange(100, 104, 16), new byte[32], "a", 1));
        assertThat(new PreparedSignature(
                                100, new byte[32], new byte[20], new ByteRange(101, 105, 15), new byte[32], "a", 1)
                        .holeAt())
                .isEqualTo(1);
    }

    private static byte[] withOwnWidget(String page, String widget, String form) {
        return SamplePdf.onePage()
                .object(1, FORM)
                .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots 8 0 R" + page + ">>")
                .object(6, OWN_FIELD)
                .object(7, widget)
                .object(8, "[7 0 R]")
                .object(9, "<</Fields 10 0 R" + form + ">>")
                .object(10, "[6 0 R]")
                .withTable();
    }

    private static SignatureSpec spec(Placement placement) {
        return Signing.spec(placement, PKI.p256(), false);
    }

    private static SignatureSpec stamped(Placement placement) {
        SignatureSpec spec = spec(placement);
        return spec.with(Stamp.of("Nguyễn Thị Hường", spec.signingTime()));
    }

    private static PreparedSignature prepared(byte[] document, SignatureSpec spec) {
        PrepareResult result = Preparation.prepare(Signing.accepted(document), spec);
        assertThat(result).isInstanceOf(PrepareResult.Prepared.class);
        return ((PrepareResult.Prepared) result).signature();
    }

    private static Map<Integer, PdfValue> objects(PreparedSignature prepared) throws MalformedPdfException {
        return OutlineUpdate.objects(PdfFile.openIncrement(prepared.increment(), prepared.baseSize(), null));
    }

    private static PdfValue.Dict dict(Map<Integer, PdfValue> objects, int number) {
        return (PdfValue.Dict) Objects.requireNonNull(objects.get(number));
    }

    private static String text(PreparedSignature prepared) {
        return new String(prepared.increment(), StandardCharsets.ISO_8859_1);
    }

    private static String id(String increment) {
        int at = increment.indexOf("/ID");
        return increment.substring(increment.indexOf('[', at) + 1, increment.indexOf(']', at));
    }
}
