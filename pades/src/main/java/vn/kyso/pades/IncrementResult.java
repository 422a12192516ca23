package vn.kyso.pades;

/// Bytes to append, checked, and the outline of the document that has them; or a refusal, with nothing to append.
public sealed interface IncrementResult {
    /// @param increment to be appended to exactly the revision that was prepared; not copied, don't change it
    /// @param outline of the whole new revision
    record Appended(byte[] increment, PdfOutline outline) implements IncrementResult {}

    record Refused(Refusal refusal) implements IncrementResult {}
}
