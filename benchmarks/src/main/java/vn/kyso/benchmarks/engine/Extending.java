package vn.kyso.benchmarks.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import vn.kyso.benchmarks.signer.DssExtender;
import vn.kyso.benchmarks.signer.Level;
import vn.kyso.cades.TimestampInvalidException;
import vn.kyso.cades.TimestampToken;
import vn.kyso.pades.Completion;
import vn.kyso.pades.ContentsSize;
import vn.kyso.pades.Extension;
import vn.kyso.pades.IncrementResult;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.Placement;
import vn.kyso.pades.Preparation;
import vn.kyso.pades.PreparedSignature;
import vn.kyso.pades.SignFile;
import vn.kyso.pades.SignFileResult;
import vn.kyso.pades.SignatureSpec;

/// One product in a JVM of its own: a B-T document is extended, again and again, from the level below. The engine has
/// the outline at hand and appends; DSS has the file, and writes another.
final class Extending {
    private static final int LARGEST_TOKEN_BYTES = 3_000;
    private static final int PER_SAMPLE = 5;

    private final LocalKeys keys = new LocalKeys();
    private final Path pdf;
    private final int samples;

    private Extending(Path pdf, int samples) {
        this.pdf = pdf;
        this.samples = samples;
    }

    /// Arguments: product, file, samples.
    public static void main(String[] args) throws IOException, TimestampInvalidException {
        Extending run = new Extending(Path.of(args[1]), Integer.parseInt(args[2]));
        Path signed = run.pdf.resolveSibling("signed.pdf");
        PdfOutline outline = run.signed(signed);
        if (args[0].equals("kyso")) {
            run.byTheEngine(outline);
        } else {
            run.byDss(signed);
        }
    }

    private PdfOutline signed(Path signed) throws IOException {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        int reserved = ContentsSize.withTimestamp(keys.chain(), LARGEST_TOKEN_BYTES);
        SignFileResult result = SignFile.sign(
                pdf,
                signed,
                outline -> SignatureSpec.of(Placement.invisible(), now, reserved),
                keys.chain().getFirst(),
                keys::timestampedCms);
        return ((SignFileResult.Signed) result).outline();
    }

    private void byTheEngine(PdfOutline signed) throws IOException, TimestampInvalidException {
        Path into = pdf.resolveSibling("extended.pdf");
        var status = keys.status();
        say("B-LT", Meter.measure(2_000, samples, PER_SAMPLE, () -> appended(Extension.toLt(signed, status), into)));
        PdfOutline lt = appended(Extension.toLt(signed, status), into);
        TimestampToken token = TimestampToken.of(keys.token(timestamp(lt).digest()));
        say(
                "B-LTA",
                Meter.measure(
                        2_000,
                        samples,
                        PER_SAMPLE,
                        () -> appended(Completion.completeTimestamp(lt, timestamp(lt), token), into)));
        Files.deleteIfExists(into);
    }

    private static PreparedSignature timestamp(PdfOutline outline) {
        return Preparation.prepareTimestamp(outline, ContentsSize.ofTimestamp(LARGEST_TOKEN_BYTES));
    }

    private static PdfOutline appended(IncrementResult result, Path into) throws IOException {
        if (result instanceof IncrementResult.Appended(byte[] increment, PdfOutline after) && increment.length > 0) {
            Files.write(
                    into,
                    increment,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            return after;
        }
        throw new IllegalStateException("What is measured does not work: " + result);
    }

    private void byDss(Path signed) throws IOException {
        DssExtender dss = new DssExtender(keys, keys.root());
        Path lt = pdf.resolveSibling("lt.pdf");
        Path lta = pdf.resolveSibling("lta.pdf");
        say("B-LT", Meter.measure(60, samples, PER_SAMPLE, () -> dss.extend(signed, lt, Level.B_LT)));
        say("B-LTA", Meter.measure(60, samples, PER_SAMPLE, () -> dss.extend(lt, lta, Level.B_LTA)));
        Files.deleteIfExists(lt);
        Files.deleteIfExists(lta);
    }

    private static void say(String what, Meter.Cost cost) {
        System.out.printf("  %-6s %s%n", what, cost);
    }
}
