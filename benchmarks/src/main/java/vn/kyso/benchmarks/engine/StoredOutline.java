package vn.kyso.benchmarks.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import vn.kyso.cades.CmsSignature;
import vn.kyso.cades.RevocationData;
import vn.kyso.cades.SignedAttributes;
import vn.kyso.cades.TimestampToken;
import vn.kyso.pades.Completion;
import vn.kyso.pades.ContentsSize;
import vn.kyso.pades.Extension;
import vn.kyso.pades.IncrementResult;
import vn.kyso.pades.Intake;
import vn.kyso.pades.IntakeResult;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.PdfSource;
import vn.kyso.pades.Placement;
import vn.kyso.pades.Preparation;
import vn.kyso.pades.PrepareResult;
import vn.kyso.pades.PreparedSignature;
import vn.kyso.pades.Rectangle;
import vn.kyso.pades.SignatureSpec;
import vn.kyso.pades.Stamp;
import vn.kyso.testkit.TestPki;

/// The platform's own way to sign: the document was read once, at its upload, and only its outline is at hand.
final class StoredOutline {
    private static final int LARGEST_TOKEN_BYTES = 3_000;
    private static final int WARM_UP = 20_000;
    private static final int PER_SAMPLE = 200;

    private final TestPki pki = TestPki.now();
    private final TestPki.Identity signer = pki.p256();
    private final PdfOutline outline;
    private final SignatureSpec spec;

    StoredOutline(Path pdf, boolean visible) throws IOException {
        try (PdfSource source = PdfSource.of(pdf)) {
            outline = ((IntakeResult.Accepted) Intake.read(source, pdf.resolveSibling("repaired.pdf"))).outline();
        }
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Asia/Ho_Chi_Minh")).truncatedTo(ChronoUnit.SECONDS);
        int reserved = ContentsSize.withoutTimestamp(signer.chain());
        spec = visible
                ? SignatureSpec.of(Placement.onPage(1, new Rectangle(72, 72, 220, 70)), now, reserved)
                        .with(Stamp.of("Nguyễn Thị Hường", now))
                : SignatureSpec.of(Placement.invisible(), now, reserved);
    }

    void measure(int samples, PrintWriter screen) throws IOException {
        PreparedSignature prepared = prepare();
        byte[] value = signer.sign(attributes(prepared).der());
        byte[] cms = cms(prepared, value);
        say(screen, "prepare", Meter.measure(WARM_UP, samples, PER_SAMPLE, this::prepare));
        say(screen, "assemble the CMS", Meter.measure(WARM_UP, samples, PER_SAMPLE, () -> cms(prepared, value)));
        say(screen, "complete", Meter.measure(WARM_UP, samples, PER_SAMPLE, () -> complete(prepared, cms)));
        say(screen, "the three together", Meter.measure(WARM_UP, samples, PER_SAMPLE, () -> {
            PreparedSignature again = prepare();
            complete(again, cms(again, value));
        }));
        extensions(samples, screen);
        threads(value, screen);
    }

    /// Signs on one thread and on two, for the same time each.
    private void threads(byte[] value, PrintWriter screen) throws IOException {
        Throughput.Work work = () -> {
            PreparedSignature again = prepare();
            complete(again, cms(again, value));
        };
        Throughput one = Throughput.of(1, work);
        Throughput two = Throughput.of(2, work);
        screen.printf(
                Locale.ROOT,
                "  two threads          %,.0f a second, one %,.0f: %.2f times; by processor time %.2f times%n",
                two.perSecond(),
                one.perSecond(),
                two.perSecond() / one.perSecond(),
                two.perProcessorSecond() / one.perProcessorSecond() * 2);
    }

    private void extensions(int samples, PrintWriter screen) throws IOException {
        SignatureSpec timestamped = new SignatureSpec(
                spec.placement(),
                spec.stamp(),
                spec.signingTime(),
                null,
                null,
                null,
                null,
                null,
                ContentsSize.withTimestamp(signer.chain(), LARGEST_TOKEN_BYTES));
        PreparedSignature prepared = ((PrepareResult.Prepared) Preparation.prepare(outline, timestamped)).signature();
        PdfOutline signed = appended(Completion.complete(
                outline, prepared, pki.timestampedCms(signer, prepared.digest()), signer.certificate()));
        RevocationData status = pki.revocationData(signer);
        PdfOutline withStatus = appended(Extension.toLt(signed, status));
        PreparedSignature stamp = timestamp(withStatus);
        TimestampToken token = pki.timestamp(stamp.digest());
        int fewer = WARM_UP / 4;
        say(screen, "extend to B-LT", Meter.measure(fewer, samples, PER_SAMPLE, () -> Extension.toLt(signed, status)));
        say(
                screen,
                "extend to B-LTA",
                Meter.measure(
                        fewer,
                        samples,
                        PER_SAMPLE,
                        () -> Completion.completeTimestamp(withStatus, timestamp(withStatus), token)));
    }

    private static PreparedSignature timestamp(PdfOutline outline) {
        return Preparation.prepareTimestamp(outline, ContentsSize.ofTimestamp(LARGEST_TOKEN_BYTES));
    }

    private PreparedSignature prepare() {
        return ((PrepareResult.Prepared) Preparation.prepare(outline, spec)).signature();
    }

    private SignedAttributes attributes(PreparedSignature prepared) {
        return SignedAttributes.forPades(prepared.digest(), signer.certificate());
    }

    private byte[] cms(PreparedSignature prepared, byte[] value) {
        return CmsSignature.assemble(attributes(prepared), value, signer.algorithm(), signer.chain(), null);
    }

    private void complete(PreparedSignature prepared, byte[] cms) {
        appended(Completion.complete(outline, prepared, cms, signer.certificate()));
    }

    private static PdfOutline appended(IncrementResult result) {
        if (result instanceof IncrementResult.Appended(byte[] increment, PdfOutline after) && increment.length > 0) {
            return after;
        }
        throw new IllegalStateException("What is measured does not work: " + result);
    }

    private static void say(PrintWriter screen, String what, Meter.Cost cost) {
        screen.printf("  %-20s %s%n", what, cost);
    }
}
