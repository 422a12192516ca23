package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import vn.kyso.testkit.TestPki;

/// Signs as the platform does, step by step, keeping the document and its outline side by side.
final class Signing {
    static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int LARGEST_TOKEN_BYTES = 6_000;

    private final TestPki pki;
    private byte[] document;
    private PdfOutline outline;

    private Signing(TestPki pki, byte[] document) {
        this.pki = pki;
        this.document = document;
        this.outline = accepted(document);
    }

    static Signing of(TestPki pki, byte[] document) {
        return new Signing(pki, document);
    }

    static PdfOutline accepted(byte[] document) {
        IntakeResult result = intake(document);
        assertThat(result).isInstanceOf(IntakeResult.Accepted.class);
        return ((IntakeResult.Accepted) result).outline();
    }

    static IntakeResult intake(byte[] document) {
        try {
            Path repaired = Files.createTempDirectory("kyso-intake-").resolve("repaired.pdf");
            return Intake.read(PdfSource.of(document), repaired);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SignatureSpec spec(Placement placement, TestPki.Identity signer, boolean timestamped) {
        int reserved = timestamped
                ? ContentsSize.withTimestamp(signer.chain(), LARGEST_TOKEN_BYTES)
                : ContentsSize.withoutTimestamp(signer.chain());
        return SignatureSpec.of(placement, ZonedDateTime.now(HANOI).truncatedTo(ChronoUnit.SECONDS), reserved);
    }

    Signing signed(SignatureSpec spec, TestPki.Identity signer, boolean timestamped) {
        PrepareResult result = Preparation.prepare(outline, spec);
        assertThat(result).isInstanceOf(PrepareResult.Prepared.class);
        PreparedSignature prepared = PreparedSignature.fromBytes(
                ((PrepareResult.Prepared) result).signature().toBytes());
        byte[] cms = timestamped ? pki.timestampedCms(signer, prepared.digest()) : pki.cms(signer, prepared.digest());
        return append(Completion.complete(outline, prepared, cms, signer.certificate()));
    }

    Signing extendedToLt(TestPki.Identity signer) {
        return append(Extension.toLt(outline, pki.revocationData(signer)));
    }

    Signing timestamped() {
        PreparedSignature prepared =
                Preparation.prepareTimestamp(outline, ContentsSize.ofTimestamp(LARGEST_TOKEN_BYTES));
        return append(Completion.completeTimestamp(outline, prepared, pki.timestamp(prepared.digest())));
    }

    private Signing append(IncrementResult result) {
        assertThat(result).isInstanceOf(IncrementResult.Appended.class);
        IncrementResult.Appended appended = (IncrementResult.Appended) result;
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(document);
        whole.writeBytes(appended.increment());
        document = whole.toByteArray();
        // What a service keeps is what it goes on with.
        outline = PdfOutline.fromBytes(appended.outline().toBytes());
        assertThat(outline).isEqualTo(appended.outline());
        return this;
    }

    byte[] document() {
        return document;
    }

    PdfOutline outline() {
        return outline;
    }
}
