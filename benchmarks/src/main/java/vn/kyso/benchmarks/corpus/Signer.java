package vn.kyso.benchmarks.corpus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import vn.kyso.cades.TimestampInvalidException;
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
import vn.kyso.pades.Refusal;
import vn.kyso.pades.SignatureSpec;
import vn.kyso.pades.Stamp;

/// One file through the whole engine: intake, prepare, complete, and what the level asks for beyond.
final class Signer {
    /// The offline TSA's tokens have about 2,100, its chain in them.
    private static final int LARGEST_TOKEN_BYTES = 3_000;

    private static final double STAMP_WIDTH = 220;
    private static final double STAMP_HEIGHT = 70;

    private final Worker keys;
    private final List<X509Certificate> chain;
    private final Level level;
    private final boolean visible;

    Signer(Worker keys, List<X509Certificate> chain, Level level, boolean visible) {
        this.keys = keys;
        this.chain = List.copyOf(chain);
        this.level = level;
        this.visible = visible;
    }

    Outcome sign(Path pdf, Path into) throws IOException {
        try (PdfSource source = PdfSource.of(pdf)) {
            return switch (Intake.read(source, into)) {
                case IntakeResult.Accepted(PdfOutline outline) -> {
                    Files.copy(pdf, into);
                    yield signed(outline, into, false);
                }
                case IntakeResult.Repaired(PdfOutline outline) -> signed(outline, into, true);
                case IntakeResult.Refused(Refusal refusal) -> Outcome.Refused.of(refusal, 0);
            };
        }
    }

    private Outcome signed(PdfOutline base, Path into, boolean repaired) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(into, java.nio.file.StandardOpenOption.APPEND))) {
            PdfOutline outline = append(signature(base), out);
            if (level.withStatus()) {
                outline = append(Extension.toLt(outline, keys.status()), out);
            }
            if (level == Level.B_LTA) {
                append(timestamp(outline), out);
            }
            return new Outcome.Signed(repaired, 0);
        } catch (RefusedException e) {
            return Outcome.Refused.of(e.refusal, 0);
        }
    }

    private IncrementResult signature(PdfOutline outline) throws IOException, RefusedException {
        ZonedDateTime now = ZonedDateTime.now(java.time.ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        int reserved = level.timestamped()
                ? ContentsSize.withTimestamp(chain, LARGEST_TOKEN_BYTES)
                : ContentsSize.withoutTimestamp(chain);
        SignatureSpec spec = visible
                ? SignatureSpec.of(Placement.onPage(1, corner(outline.page(1).cropBox())), now, reserved)
                        .with(Stamp.of("Đặng Quốc Khánh", now))
                : SignatureSpec.of(Placement.invisible(), now, reserved);
        PreparedSignature prepared = prepared(Preparation.prepare(outline, spec));
        return Completion.complete(outline, prepared, keys.cms(prepared.digest()), chain.getFirst());
    }

    private IncrementResult timestamp(PdfOutline outline) throws IOException, RefusedException {
        PreparedSignature prepared =
                prepared(Preparation.prepareTimestamp(outline, ContentsSize.ofTimestamp(LARGEST_TOKEN_BYTES)));
        try {
            TimestampToken token = TimestampToken.of(keys.token(prepared.digest()));
            return Completion.completeTimestamp(outline, prepared, token);
        } catch (TimestampInvalidException e) {
            throw new IllegalStateException("The run's own TSA gave nothing usable", e);
        }
    }

    /// Lower left of what the page shows, with a margin where there is room for one.
    private static Rectangle corner(Rectangle shown) {
        double width = Math.min(STAMP_WIDTH, shown.width() * 0.8);
        double height = Math.min(STAMP_HEIGHT, shown.height() * 0.8);
        return new Rectangle(
                shown.x() + Math.min(36, (shown.width() - width) / 2),
                shown.y() + Math.min(36, (shown.height() - height) / 2),
                width,
                height);
    }

    private static PreparedSignature prepared(PrepareResult result) throws RefusedException {
        return switch (result) {
            case PrepareResult.Prepared(PreparedSignature signature) -> signature;
            case PrepareResult.Refused(Refusal refusal) -> throw new RefusedException(refusal);
        };
    }

    private static PdfOutline append(IncrementResult result, OutputStream out) throws IOException, RefusedException {
        return switch (result) {
            case IncrementResult.Appended(byte[] increment, PdfOutline outline) -> {
                out.write(increment);
                yield outline;
            }
            case IncrementResult.Refused(Refusal refusal) -> throw new RefusedException(refusal);
        };
    }

    /// Ends one file's way.
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.detail());
            this.refusal = refusal;
        }
    }
}
