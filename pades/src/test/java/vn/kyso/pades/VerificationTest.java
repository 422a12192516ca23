package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kyso.pades.verify.Change;
import vn.kyso.pades.verify.Finding;
import vn.kyso.pades.verify.Indication;
import vn.kyso.pades.verify.SignatureReport;
import vn.kyso.pades.verify.SignatureReport.Level;
import vn.kyso.pades.verify.StatusSource;
import vn.kyso.pades.verify.SubIndication;
import vn.kyso.pades.verify.Verification;
import vn.kyso.pades.verify.Verification.Outcome;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;

/// What is said of files as the platform makes them, and of those that somebody touched in one byte.
class VerificationTest {
    private static final TestPki PKI = TestPki.now();
    private static final TestPki.Identity SIGNER = PKI.p256();

    private static Signing signing(SamplePdf sample, boolean streams, boolean timestamped) {
        SignatureSpec spec = Signing.spec(Placement.onPage(1, new Rectangle(72, 72, 220, 80)), SIGNER, timestamped);
        return Signing.of(PKI, streams ? sample.withStreams() : sample.withTable())
                .signed(spec.with(Stamp.of("Nguyễn Thị Hường", spec.signingTime())), SIGNER, timestamped);
    }

    private static SignatureReport only(Verification verification) {
        assertThat(verification.signatures()).hasSize(1);
        return verification.signatures().getFirst();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachLevelIsRecognisedAndValid(boolean streams) {
        Signing signing = signing(SamplePdf.onePage(), streams, false);
        assertLevel(signing, Level.B_B);

        signing = signing(SamplePdf.onePage(), streams, true);
        assertLevel(signing, Level.B_T);
        assertLevel(signing.extendedToLt(SIGNER), Level.B_LT);

        Verification archived =
                Verifying.verified(signing.timestamped().document(), List.of(PKI.root()), StatusSource.NONE);
        assertThat(archived.outcome()).as(Verifying.text(archived)).isEqualTo(Outcome.VALID);
        assertThat(archived.signatures()).extracting(SignatureReport::level).containsExactly(Level.B_LTA, null);
        assertThat(archived.signatures().getLast().timestamp()).isTrue();
    }

    private static void assertLevel(Signing signing, Level level) {
        Verification verification = Verifying.verified(PKI, signing.document());
        assertThat(verification.outcome()).as(Verifying.text(verification)).isEqualTo(Outcome.VALID);
        SignatureReport report = only(verification);
        assertThat(report.level()).isEqualTo(level);
        assertThat(report.intact()).isTrue();
        assertThat(report.trusted()).isTrue();
        assertThat(report.page()).isEqualTo(1);
        assertThat(report.chain().getFirst().certificate()).isEqualTo(SIGNER.certificate());
        assertThat(report.provenAt() == null).isEqualTo(level == Level.B_B);
    }

    @Test
    void bothOfTwoSignaturesAreValidAndTheFirstSaysWhatFollowed() {
        Signing signing = signing(SamplePdf.withField(), true, true)
                .extendedToLt(SIGNER)
                .signed(Signing.spec(Placement.inField("contract.signature"), PKI.rsa2048(), true), PKI.rsa2048(), true)
                .extendedToLt(PKI.rsa2048());
        Verification verification = Verifying.verified(signing.document(), List.of(PKI.root()), StatusSource.NONE);
        assertThat(verification.outcome()).as(Verifying.text(verification)).isEqualTo(Outcome.VALID);
        assertThat(verification.signatures().getFirst().coverage().changesAfter())
                .extracting(Change::kind)
                .contains(Change.Kind.VALIDATION_DATA, Change.Kind.SIGNATURE);
        assertThat(verification.signatures())
                .extracting(SignatureReport::level)
                .containsExactly(Level.B_LT, Level.B_LT);
        assertThat(verification.revisions()).isEqualTo(5);
    }

    @Test
    void aFileWithoutSignaturesIsToldSo() {
        assertThat(Verifying.verified(PKI, SamplePdf.onePage().withTable()).outcome())
                .isEqualTo(Outcome.NOT_SIGNED);
    }

    @Test
    void withoutAnchorOrStatusNothingIsDecided() {
        byte[] document = signing(SamplePdf.onePage(), false, true).document();
        Verification untrusted = Verifying.verified(document, List.of(), StatusSource.NONE);
        assertThat(untrusted.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(only(untrusted).intact()).isTrue();
        assertThat(only(untrusted).subIndication()).isEqualTo(SubIndication.NO_CERTIFICATE_CHAIN_FOUND);

        Verification unasked = Verifying.verified(document, List.of(PKI.root()), StatusSource.NONE);
        assertThat(only(unasked).indication()).isEqualTo(Indication.INDETERMINATE);
        assertThat(only(unasked).subIndication()).isEqualTo(SubIndication.TRY_LATER);
    }

    @Test
    void anyFlippedByteIsNotValid() {
        byte[] document = signing(SamplePdf.onePage(), false, true).document();
        Random random = new Random(20261125);
        for (int i = 0; i < 600; i++) {
            int at = random.nextInt(document.length);
            byte[] changed = document.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Outcome outcome;
            try {
                outcome = Verifying.verified(PKI, changed).outcome();
            } catch (AssertionError e) {
                continue;
            }
            assertThat(outcome).as("byte %d of %d", at, document.length).isNotEqualTo(Outcome.VALID);
        }
    }

    @Test
    void changedBytesAreToldAsSuch() {
        byte[] document = signing(SamplePdf.onePage(), false, true).document();
        int at = new String(document, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("A contract of");
        document[at] = 'B';
        Verification verification = Verifying.verified(PKI, document);
        assertThat(verification.outcome()).isEqualTo(Outcome.NOT_VALID);
        assertThat(only(verification).subIndication()).isEqualTo(SubIndication.HASH_FAILURE);
        assertThat(only(verification).findings()).extracting(Finding::code).contains(Finding.Code.BYTES_CHANGED);
    }
}
