package vn.kyso.pades;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Any bytes are taken, repaired or refused, and what is kept of them can be read again.
public final class IntakeTarget {
    /// Small, so that the limits are met as well.
    static final IntakeLimits LIMITS = new IntakeLimits(5_000, 200, 1L << 20, 64, 20, 1 << 20, 1 << 20);

    private IntakeTarget() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Path repaired = Files.createTempFile("kyso-fuzz-", ".pdf");
        try {
            switch (Intake.read(PdfSource.of(data), repaired, LIMITS)) {
                case IntakeResult.Accepted(PdfOutline outline) -> requireKept(outline);
                case IntakeResult.Repaired(PdfOutline outline) -> requireKept(outline);
                case IntakeResult.Refused refused -> refused.refusal().detail();
            }
        } finally {
            Files.deleteIfExists(repaired);
        }
    }

    private static void requireKept(PdfOutline outline) {
        if (!PdfOutline.fromBytes(outline.toBytes()).equals(outline)) {
            throw new AssertionError("An outline is another one after being kept");
        }
    }
}
