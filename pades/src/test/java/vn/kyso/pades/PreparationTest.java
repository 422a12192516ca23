package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kyso.pades.Refusal.Reason;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;

class PreparationTest {
    private static final TestPki PKI = TestPki.now();
    private static final String FIELD = "contract.signature";

    @Test
    void refusesAPageThatIsNotThere() {
        PdfOutline outline = Signing.accepted(SamplePdf.onePage().withTable());
        Rectangle rectangle = new Rectangle(10, 10, 100, 50);
        assertThat(reason(outline, Placement.onPage(0, rectangle))).isEqualTo(Reason.PAGE_OUT_OF_RANGE);
        assertThat(reason(outline, Placement.onPage(2, rectangle))).isEqualTo(Reason.PAGE_OUT_OF_RANGE);
    }

    @Test
    void refusesARectangleThatIsNotWithinWhatThePageShows() {
        PdfOutline outline = Signing.accepted(SamplePdf.onePage()
                .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/CropBox[100 100 300 300]>>")
                .withTable());
        assertThat(reason(outline, Placement.onPage(1, new Rectangle(99, 120, 50, 50))))
                .isEqualTo(Reason.RECTANGLE_OUTSIDE_PAGE);
        assertThat(reason(outline, Placement.onPage(1, new Rectangle(270, 120, 31, 50))))
                .isEqualTo(Reason.RECTANGLE_OUTSIDE_PAGE);
        assertThat(reason(outline, Placement.onPage(1, new Rectangle(120, 120, 0, 50))))
                .isEqualTo(Reason.RECTANGLE_OUTSIDE_PAGE);
        assertThat(Preparation.prepare(outline, spec(Placement.onPage(1, new Rectangle(100, 100, 200, 200)))))
                .isInstanceOf(PrepareResult.Prepared.class);
    }

    @ParameterizedTest
    @CsvSource({"cmyk.jpg, 1b", "cmyk-adobe.jpg, 2b"})
    void refusesColourThatDependsOnTheDeviceWhereItIsKeptForDecades(String picture, String flavour) {
        PdfOutline archival = Signing.accepted(ArchivalSample.of(flavour, true).withTable());
        PdfOutline ordinary = Signing.accepted(SamplePdf.onePage().withTable());
        Placement seen = Placement.onPage(1, new Rectangle(72, 600, 200, 60));
        assertThat(Preparation.prepare(archival, pictured(seen, picture)))
                .isInstanceOfSatisfying(
                        PrepareResult.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.PICTURE_NOT_ARCHIVABLE));
        assertThat(Preparation.prepare(ordinary, pictured(seen, picture))).isInstanceOf(PrepareResult.Prepared.class);
        assertThat(Preparation.prepare(archival, pictured(seen, "rgb.jpg"))).isInstanceOf(PrepareResult.Prepared.class);
        assertThat(Preparation.prepare(archival, pictured(Placement.invisible(), picture)))
                .isInstanceOf(PrepareResult.Prepared.class);
    }

    private static SignatureSpec pictured(Placement placement, String picture) {
        return spec(placement)
                .with(new Stamp(null, null, null, null, null, Stamp.Labels.VIETNAMESE, Pictures.read(picture)));
    }

    @Test
    void refusesFieldsThatAreNotThereOrSigned() {
        Signing signing = Signing.of(PKI, SamplePdf.withField().withTable());
        assertThat(reason(signing.outline(), Placement.inField("contract"))).isEqualTo(Reason.FIELD_NOT_FOUND);
        signing.signed(spec(Placement.inField(FIELD)), PKI.p256(), false);
        assertThat(reason(signing.outline(), Placement.inField(FIELD))).isEqualTo(Reason.FIELD_ALREADY_SIGNED);
    }

    @Test
    void refusesAReadOnlyField() {
        PdfOutline outline = Signing.accepted(field("/Ff 1"));
        assertThat(outline.emptyFields().getFirst().locked()).isTrue();
        assertThat(reason(outline, Placement.inField(FIELD))).isEqualTo(Reason.FIELD_LOCKED);
    }

    @Test
    void aSignatureInAFieldWithALockLocksWhatItSays() {
        SamplePdf two = SamplePdf.withField()
                .object(6, "<</T(contract)/Kids[7 0 R 9 0 R]>>")
                .object(
                        7,
                        "<</Type/Annot/Subtype/Widget/FT/Sig/T(signature)/Parent 6 0 R/F 4/P 3 0 R"
                                + "/Rect[72 600 272 660]/Lock<</Type/SigFieldLock/Action/Include/Fields[(contract.b)]>>>>")
                .object(9, "<</Type/Annot/Subtype/Widget/FT/Sig/T(b)/Parent 6 0 R/F 4/P 3 0 R/Rect[72 400 272 460]>>")
                .object(8, "[7 0 R 9 0 R]");
        Signing signing = Signing.of(PKI, two.withTable());
        assertThat(signing.outline().emptyFields())
                .extracting(EmptyField::locksOthers)
                .containsExactly(true, false);

        signing.signed(spec(Placement.inField(FIELD)), PKI.p256(), false);

        assertThat(signing.outline().emptyFields())
                .extracting(EmptyField::locked)
                .containsExactly(true);
        assertThat(reason(signing.outline(), Placement.inField("contract.b"))).isEqualTo(Reason.FIELD_LOCKED);
        assertThat(Preparation.prepare(signing.outline(), spec(Placement.invisible())))
                .isInstanceOf(PrepareResult.Prepared.class);
        assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
    }

    @Test
    void aLockOfEverythingLocksNewFieldsToo() {
        Signing signing = Signing.of(PKI, field("/Lock<</Type/SigFieldLock/Action/All>>"))
                .signed(spec(Placement.inField(FIELD)), PKI.p256(), false);
        assertThat(reason(signing.outline(), Placement.invisible())).isEqualTo(Reason.FIELD_LOCKED);
    }

    @Test
    void seedValuesThatAreRequiredMustBeMet() {
        assertThat(reason(
                        Signing.accepted(field("/SV<</Ff 2/SubFilter[/adbe.pkcs7.detached]>>")),
                        Placement.inField(FIELD)))
                .isEqualTo(Reason.SEED_VALUE_NOT_MET);
        assertThat(reason(Signing.accepted(field("/SV<</Ff 64/DigestMethod[(SHA512)]>>")), Placement.inField(FIELD)))
                .isEqualTo(Reason.SEED_VALUE_NOT_MET);
        assertThat(reason(Signing.accepted(field("/SV<</Ff 8/Reasons[(Approved)]>>")), Placement.inField(FIELD)))
                .isEqualTo(Reason.SEED_VALUE_NOT_MET);
        assertThat(reason(Signing.accepted(field("/SV<</Ff 32/AddRevInfo true>>")), Placement.inField(FIELD)))
                .isEqualTo(Reason.SEED_VALUE_NOT_MET);
        PdfOutline met = Signing.accepted(
                field(
                        "/SV<</Ff 67/Filter/Adobe.PPKLite/SubFilter[/adbe.pkcs7.detached/ETSI.CAdES.detached]/DigestMethod[(SHA256)]>>"));
        assertThat(Preparation.prepare(met, spec(Placement.inField(FIELD)))).isInstanceOf(PrepareResult.Prepared.class);
        PdfOutline optional = Signing.accepted(field("/SV<</SubFilter[/adbe.pkcs7.detached]>>"));
        assertThat(Preparation.prepare(optional, spec(Placement.inField(FIELD))))
                .isInstanceOf(PrepareResult.Prepared.class);
    }

    @Test
    void aCertificationIsRespectedByWhatComesAfter() {
        Rectangle rectangle = new Rectangle(72, 72, 100, 50);
        for (Certification certification : Certification.values()) {
            Signing signing = Signing.of(PKI, SamplePdf.withField().withTable());
            signing.signed(certifying(Placement.invisible(), certification), PKI.p256(), false);
            assertThat(signing.outline().certification()).contains(certification);
            assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
            assertThat(reason(signing.outline(), Placement.onPage(1, rectangle)))
                    .isEqualTo(Reason.CERTIFIED_AGAINST_CHANGE);
            PrepareResult invisible = Preparation.prepare(signing.outline(), spec(Placement.invisible()));
            PrepareResult inField = Preparation.prepare(signing.outline(), spec(Placement.inField(FIELD)));
            boolean nothingAllowed = certification == Certification.NO_CHANGES;
            assertThat(signing.outline().obstacle().isPresent()).isEqualTo(nothingAllowed);
            assertThat(invisible instanceof PrepareResult.Refused).isEqualTo(nothingAllowed);
            assertThat(inField instanceof PrepareResult.Refused).isEqualTo(nothingAllowed);
        }
    }

    @Test
    void aCertificationMustBeTheFirstSignature() {
        Signing signing =
                Signing.of(PKI, SamplePdf.onePage().withTable()).signed(spec(Placement.invisible()), PKI.p256(), false);
        PrepareResult second =
                Preparation.prepare(signing.outline(), certifying(Placement.invisible(), Certification.FORM_FILLING));
        assertThat(((PrepareResult.Refused) second).refusal().reason()).isEqualTo(Reason.CERTIFIED_AGAINST_CHANGE);
    }

    @Test
    void theDictionaryHoldsWhatPadesAsksForAndNothingItForbids() {
        SignatureSpec spec = new SignatureSpec(
                Placement.invisible(),
                null,
                java.time.ZonedDateTime.of(2026, 2, 3, 4, 5, 6, 0, Signing.HANOI),
                "Nguyễn Thị Hường",
                "Phê duyệt (lần 1)",
                "Hà Nội",
                "huong@example.vn",
                null,
                100);
        PreparedSignature prepared =
                prepared(Signing.accepted(SamplePdf.onePage().withTable()), spec);
        String increment = new String(prepared.increment(), StandardCharsets.ISO_8859_1);
        assertThat(increment)
                .contains("/SubFilter /ETSI.CAdES.detached", "/M (D:20260203040506+07'00')")
                .doesNotContain("/Cert");
        assertThat(increment.split("/ByteRange", -1)).hasSize(2);
        assertThat(increment).contains("<" + "0".repeat(200) + ">");
    }

    @Test
    void aPreparedSignatureSurvivesBeingKept() {
        PreparedSignature prepared =
                prepared(Signing.accepted(SamplePdf.onePage().withTable()), spec(Placement.invisible()));
        assertThat(PreparedSignature.fromBytes(prepared.toBytes())).isEqualTo(prepared);
    }

    @Test
    void aSizeOutOfAllProportionIsNotBelieved() {
        for (int size : new int[] {6, 100, 7_000_000, 2_000_000_000}) {
            String text = new String(SamplePdf.onePage().withTable(), StandardCharsets.ISO_8859_1);
            byte[] document = text.replace("/Size 6", "/Size " + size).getBytes(StandardCharsets.ISO_8859_1);
            Signing signing = Signing.of(PKI, document).signed(spec(Placement.invisible()), PKI.p256(), false);
            assertThat(signing.outline()).isEqualTo(Signing.accepted(signing.document()));
        }
    }

    @Test
    void aNewFieldGetsANameThatNoneHas() {
        byte[] document = SamplePdf.onePage()
                .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>")
                .object(6, "<</T(Signature7)/FT/Tx>>")
                .withTable();
        assertThat(prepared(Signing.accepted(document), spec(Placement.invisible()))
                        .field())
                .isEqualTo("Signature8");
    }

    static byte[] field(String entries) {
        return SamplePdf.withField()
                .object(
                        7,
                        "<</Type/Annot/Subtype/Widget/FT/Sig/T(signature)/Parent 6 0 R/F 4/P 3 0 R"
                                + "/Rect[72 600 272 660]" + entries + ">>")
                .withTable();
    }

    private static SignatureSpec spec(Placement placement) {
        return Signing.spec(placement, PKI.p256(), false);
    }

    private static SignatureSpec certifying(Placement placement, Certification certification) {
        SignatureSpec spec = spec(placement);
        return new SignatureSpec(
                placement,
                null,
                spec.signingTime(),
                null,
                null,
                null,
                null,
                certification,
                spec.contentsReservedBytes());
    }

    private static PreparedSignature prepared(PdfOutline outline, SignatureSpec spec) {
        return ((PrepareResult.Prepared) Preparation.prepare(outline, spec)).signature();
    }

    private static Reason reason(PdfOutline outline, Placement placement) {
        PrepareResult result = Preparation.prepare(outline, spec(placement));
        assertThat(result).isInstanceOf(PrepareResult.Refused.class);
        return ((PrepareResult.Refused) result).refusal().reason();
    }
}
