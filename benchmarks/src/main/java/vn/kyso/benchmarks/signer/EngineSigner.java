package vn.kyso.benchmarks.signer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
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
import vn.kyso.pades.Rectangle;
import vn.kyso.pades.Refusal;
import vn.kyso.pades.SignFile;
import vn.kyso.pades.SignFileResult;
import vn.kyso.pades.SignatureSpec;
import vn.kyso.pades.Stamp;

/// One file through the whole engine: intake, prepare, complete, and what the level asks for beyond.
final class EngineSigner implements FileSigner {
    /// The offline TSA's tokens have about 2,100, its chain in them.
    private static final int LARGEST_TOKEN_BYTES = 3_000;

    private final Keys keys;
    private final Level level;
    private final boolean visible;

    EngineSigner(Keys keys, Level level, boolean visible) {
        this.keys = keys;
        this.level = level;
        this.visible = visible;
    }

    @Override
    public Outcome sign(Path pdf, Path into) throws IOException {
        return switch (SignFile.sign(pdf, into, this::wanted, keys.chain().getFirst(), keys::cms)) {
            case SignFileResult.Signed(PdfOutline outline, boolean repaired) -> extended(outline, into, repaired);
            case SignFileResult.Refused(Refusal refusal) -> Outcome.Refused.of(refusal, 0);
        };
    }

    private SignatureSpec wanted(PdfOutline outline) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        int reserved = level.timestamped()
                ? ContentsSize.withTimestamp(keys.chain(), LARGEST_TOKEN_BYTES)
                : ContentsSize.withoutTimestamp(keys.chain());
        return visible
                ? SignatureSpec.of(Placement.onPage(1, corner(outline.page(1).cropBox())), now, reserved)
                        .with(Stamp.of("Đặng Quốc Khánh", now))
                : SignatureSpec.of(Placement.invisible(), now, reserved);
    }

    private Outcome extended(PdfOutline signed, Path into, boolean repaired) throws IOException {
        if (level.withStatus()) {
            try (OutputStream out = Files.newOutputStream(into, StandardOpenOption.APPEND)) {
                PdfOutline outline = append(Extension.toLt(signed, keys.status()), out);
                if (level == Level.B_LTA) {
                    append(timestamp(outline), out);
                }
            } catch (RefusedException e) {
                return Outcome.Refused.of(e.refusal, 0);
            }
        }
        return new Outcome.Signed(repaired, 0);
    }

    private IncrementResult timestamp(PdfOutline outline) throws IOException, RefusedException {
        PreparedSignature prepared =
                Preparation.prepareTimestamp(outline, ContentsSize.ofTimestamp(LARGEST_TOKEN_BYTES));
        try {
            TimestampToken token = TimestampToken.of(keys.token(prepared.digest()));
            return Completion.completeTimestamp(outline, prepared, token);
        } catch (TimestampInvalidException e) {
            throw new IllegalStateException("The run's own TSA gave nothing usable", e);
        }
    }

    /// Lower left of what the page shows, with a margin where there is room for one.
    private static Rectangle corner(Rectangle shown) {
        double width = Math.min(StampBox.WIDTH, shown.width() * 0.8);
        double height = Math.min(StampBox.HEIGHT, shown.height() * 0.8);
        return new Rectangle(
                shown.x() + Math.min(StampBox.MARGIN, (shown.width() - width) / 2),
                shown.y() + Math.min(StampBox.MARGIN, (shown.height() - height) / 2),
                width,
                height);
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
