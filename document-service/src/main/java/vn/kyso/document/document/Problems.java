package vn.kyso.document.document;

import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.pades.Refusal;

/// The engine's refusals as the platform's problems; their names agree.
public final class Problems {
    private Problems() {}

    public static ProblemType of(Refusal.Reason reason) {
        return ProblemType.valueOf(reason.name());
    }

    static ProblemException of(Refusal refusal) {
        return new ProblemException(of(refusal.reason()), refusal.detail());
    }
}
