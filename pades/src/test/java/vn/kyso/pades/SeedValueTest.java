package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kyso.pades.Refusal.Reason;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;

/// What a field's seed values require is met, or refused by name.
class SeedValueTest {
    private static final TestPki PKI = TestPki.now();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/Ff 32/AddRevInfo true | | not supported here (Ff 32)",
                "/Ff 1/Filter/Entrust.PPKEF | | another signature handler",
                "/Ff 2/SubFilter[/adbe.pkcs7.detached] | | another form of signature than ETSI.CAdES.detached",
                "/Ff 64/DigestMethod[(SHA512)] | | another digest than SHA256",
                "/Ff 8/Reasons[(Approved)] | | one of its own reasons",
                "/Ff 8/Reasons[(Approved)] | Read | one of its own reasons",
                "/Ff 8/Reasons[(.)] | Read | one of its own reasons",
                "/Ff 8/Reasons[] | Read | one of its own reasons",
                "/Cert<</Ff 2>> | | a certificate of its choice"
            })
    void refusesByName(String seed, String reason, String requires) {
        PrepareResult result = prepare(seed, reason);
        assertThat(result).isInstanceOfSatisfying(PrepareResult.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Reason.SEED_VALUE_NOT_MET);
            assertThat(refused.refusal().detail()).contains("contract.signature requires", requires);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/Ff 8/Reasons[(Approved)(Read)] | Read",
                "/Ff 8/Reasons[(.)] |",
                "/Ff 8 |",
                "/Reasons[(Approved)] |",
                "/Cert<</Ff 0/Issuer[]>> |"
            })
    void takesWhatIsMetOrOptional(String seed, String reason) {
        assertThat(prepare(seed, reason)).isInstanceOf(PrepareResult.Prepared.class);
    }

    @Test
    void aRectangleOutsideIsSaidInNumbers() {
        PdfOutline outline = Signing.accepted(SamplePdf.onePage().withTable());
        SignatureSpec flat = Signing.spec(Placement.onPage(1, new Rectangle(10, 20, 30, 0)), PKI.p256(), false);
        assertThat(Preparation.prepare(outline, flat))
                .isInstanceOfSatisfying(
                        PrepareResult.Refused.class,
                        refused -> assertThat(refused.refusal().detail())
                                .isEqualTo(
                                        "Page 1 shows 595.00 × 842.00 at 0.00, 0.00, asked for was 30.00 × 0.00 at 10.00, 20.00"));
    }

    private static PrepareResult prepare(String seed, String reason) {
        SignatureSpec spec = Signing.spec(Placement.inField("contract.signature"), PKI.p256(), false);
        return Preparation.prepare(
                Signing.accepted(PreparationTest.field("/SV<<" + seed + ">>")),
                new SignatureSpec(
                        spec.placement(),
                        null,
                        spec.signingTime(),
                        null,
                        reason,
                        null,
                        null,
                        null,
                        spec.contentsReservedBytes()));
    }
}
