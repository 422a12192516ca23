package vn.kyso.signing.signature;

import vn.kyso.contracts.problem.ProblemType;

/// What came of one try at one document's signature.
sealed interface SignatureMade {
    /// @param cms DER, checked
    record Made(byte[] cms) implements SignatureMade {}

    /// It will never be.
    record Impossible(ProblemType reason, String detail) implements SignatureMade {}

    /// It may be later.
    record NotNow(ProblemType reason, String detail) implements SignatureMade {}
}
