package vn.kyso.pades;

/// What came of signing a file in one call.
public sealed interface SignFileResult {
    /// The signed file stands.
    ///
    /// @param outline for a further signature, or to extend this one
    /// @param repaired whether the file was damaged, so that the signed one does not begin with its bytes
    record Signed(PdfOutline outline, boolean repaired) implements SignFileResult {}

    /// No file was left behind.
    record Refused(Refusal refusal) implements SignFileResult {}
}
