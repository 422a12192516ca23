package vn.kyso.pades;

import java.io.IOException;
import java.nio.file.Path;

/// Reads a PDF once and keeps of it what signing needs.
///
/// The reader is strict: every cross-reference entry must lead to its object. What does not hold is damaged: unsigned
/// it is repaired into a new file, signed it is refused. Memory is bounded by [IntakeLimits], not by the file's size.
public final class Intake {
    private Intake() {}

    /// Reads and hashes.
    ///
    /// @param repaired where a repaired file is written if need be; nothing is written otherwise
    /// @throws IOException if the source can't be read or the repaired file not written
    public static IntakeResult read(PdfSource source, Path repaired) throws IOException {
        return read(source, repaired, IntakeLimits.DEFAULT);
    }

    public static IntakeResult read(PdfSource source, Path repaired, IntakeLimits limits) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Reads what was hashed already on its way in; only the structure is looked at.
    ///
    /// @param hashed the state after the source's last byte
    /// @throws IllegalArgumentException if it counts another number of bytes than the source has
    public static IntakeResult read(PdfSource source, HashState hashed, Path repaired, IntakeLimits limits)
            throws IOException {
        throw new UnsupportedOperationException();
    }
}
