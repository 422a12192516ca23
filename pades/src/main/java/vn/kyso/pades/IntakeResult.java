package vn.kyso.pades;

/// What came of reading a file.
public sealed interface IntakeResult {
    /// Taken as it is.
    record Accepted(PdfOutline outline) implements IntakeResult {}

    /// Damaged and unsigned: the file is not usable as it is, a repaired one was written to the place given. The
    /// outline speaks of that one, which has a digest of its own; the user should hear of it.
    record Repaired(PdfOutline outline) implements IntakeResult {}

    record Refused(Refusal refusal) implements IntakeResult {}
}
