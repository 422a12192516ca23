package vn.kyso.pades;

/// What came of preparing a signature.
public sealed interface PrepareResult {
    record Prepared(PreparedSignature signature) implements PrepareResult {}

    record Refused(Refusal refusal) implements PrepareResult {}
}
