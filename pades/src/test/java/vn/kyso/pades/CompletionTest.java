package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.kyso.cades.RevocationData;
import vn.kyso.pades.Refusal.Reason;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;

class CompletionTest {
    private static final TestPki PKI = TestPki.now();

    private final PdfOutline outline = Signing.accepted(SamplePdf.onePage().withTable());
    private final PreparedSignature prepared = prepared(outline);

    @Test
    void appendsWhatTheRequestedCertificateSigned() {
        byte[] cms = PKI.cms(PKI.p256(), prepared.digest());
        assertThat(Completion.complete(outline, prepared, cms, PKI.p256().certificate()))
                .isInstanceOf(IncrementResult.Appended.class);
    }

    @Test
    void refusesASignatureByAnotherCertificate() {
        byte[] cms = PKI.cms(PKI.p256(), prepared.digest());
        IncrementResult result =
                Completion.complete(outline, prepared, cms, PKI.rsa2048().certificate());
        Refusal refusal = ((IncrementResult.Refused) result).refusal();
        assertThat(refusal.reason()).isEqualTo(Reason.OUTPUT_CHECK_FAILED);
        assertThat(refusal.detail()).startsWith("The signature does not hold: ");
    }

    @Test
    void refusesASignatureOverAnotherDigest() {
        byte[] digest = prepared.digest();
        digest[5] ^= 1;
        assertThat(reason(PKI.cms(PKI.p256(), digest))).isEqualTo(Reason.OUTPUT_CHECK_FAILED);
    }

    @Test
    void refusesEveryFlippedByteOfTheSignature() {
        byte[] cms = PKI.cms(PKI.p256(), prepared.digest());
        int certificates =
                PKI.p256().chain().stream().mapToInt(c -> encoded(c).length).sum();
        for (int i = 0; i < cms.length; i++) {
            byte[] flipped = cms.clone();
            flipped[i] ^= 1;
            // A certificate that merely travels along is not covered by the signature; a reader finds it broken.
            IncrementResult result =
                    Completion.complete(outline, prepared, flipped, PKI.p256().certificate());
            if (result instanceof IncrementResult.Appended) {
                assertThat(i).isBetween(1, certificates + 100);
            }
        }
    }

    @Test
    void refusesASignatureThatDoesNotFit() {
        PreparedSignature small = ((PrepareResult.Prepared) Preparation.prepare(
                        outline,
                        SignatureSpec.of(
                                Placement.invisible(),
                                Signing.spec(Placement.invisible(), PKI.p256(), false)
                                        .signingTime(),
                                500)))
                .signature();
        IncrementResult result = Completion.complete(
                outline, small, PKI.cms(PKI.p256(), small.digest()), PKI.p256().certificate());
        assertThat(((IncrementResult.Refused) result).refusal().reason()).isEqualTo(Reason.CONTENTS_OVERFLOW);
    }

    @Test
    void refusesAnotherRevision() {
        PdfOutline other = Signing.accepted(SamplePdf.onePage().withStreams());
        byte[] cms = PKI.cms(PKI.p256(), prepared.digest());
        IncrementResult result =
                Completion.complete(other, prepared, cms, PKI.p256().certificate());
        assertThat(((IncrementResult.Refused) result).refusal().reason()).isEqualTo(Reason.OUTPUT_CHECK_FAILED);
    }

    @Test
    void refusesAnIncrementThatWasChangedWhileItWaited() {
        byte[] cms = PKI.cms(PKI.p256(), prepared.digest());
        byte[] kept = prepared.toBytes();
        int from = kept.length - prepared.increment().length;
        int step = 13; // not a divisor of anything in it, so that all its parts are met
        for (int i = from; i < kept.length; i += step) {
            byte[] changed = kept.clone();
            changed[i] ^= 1;
            PreparedSignature read = PreparedSignature.fromBytes(changed);
            boolean withinHole = i - from > read.holeAt() && i - from <= read.holeAt() + 2 * cms.length;
            IncrementResult result =
                    Completion.complete(outline, read, cms, PKI.p256().certificate());
            // The zeros of the hole are overwritten; every other byte is covered.
            assertThat(result).isNotNull();
            assertThat(result instanceof IncrementResult.Appended)
                    .as("byte %d", i - from)
                    .isEqualTo(withinHole);
        }
    }

    @Test
    void refusesATimestampOfSomethingElse() {
        PreparedSignature timestamp = Preparation.prepareTimestamp(outline, 8_000);
        IncrementResult other = Completion.completeTimestamp(outline, timestamp, PKI.timestamp(new byte[32]));
        assertThat(((IncrementResult.Refused) other).refusal().reason()).isEqualTo(Reason.OUTPUT_CHECK_FAILED);
    }

    @Test
    void theStoreHoldsNothingTwice() {
        Signing signing = Signing.of(PKI, SamplePdf.onePage().withTable())
                .signed(Signing.spec(Placement.invisible(), PKI.p256(), true), PKI.p256(), true);
        RevocationData data = PKI.revocationData(PKI.p256());
        IncrementResult.Appended first = (IncrementResult.Appended) Extension.toLt(signing.outline(), data);
        IncrementResult.Appended again = (IncrementResult.Appended) Extension.toLt(first.outline(), data);
        assertThat(first.increment()).isNotEmpty();
        assertThat(again.increment()).isEmpty();
        assertThat(again.outline()).isEqualTo(first.outline());
        RevocationData more = new RevocationData(data.certificates(), List.of(), PKI.crls());
        IncrementResult.Appended third = (IncrementResult.Appended) Extension.toLt(first.outline(), more);
        assertThat(third.increment().length).isBetween(500, 3_000);
    }

    private Reason reason(byte[] cms) {
        IncrementResult result =
                Completion.complete(outline, prepared, cms, PKI.p256().certificate());
        assertThat(result).isInstanceOf(IncrementResult.Refused.class);
        return ((IncrementResult.Refused) result).refusal().reason();
    }

    private static byte[] encoded(java.security.cert.X509Certificate certificate) {
        return vn.kyso.cades.Certificates.der(certificate);
    }

    private static PreparedSignature prepared(PdfOutline outline) {
        return ((PrepareResult.Prepared)
                        Preparation.prepare(outline, Signing.spec(Placement.invisible(), PKI.p256(), false)))
                .signature();
    }
}
