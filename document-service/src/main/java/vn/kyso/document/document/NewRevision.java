package vn.kyso.document.document;

import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;

/// What is kept of a revision beside its bytes; made by [Outlines].
///
/// @param outline sealed
@SuppressWarnings("ArrayRecordComponent") // goes from one maker to one row
public record NewRevision(
        long size, Sha256 sha256, byte[] outline, @Nullable ProblemType whyNot) {}
