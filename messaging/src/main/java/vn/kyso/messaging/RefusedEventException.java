package vn.kyso.messaging;

import vn.kyso.contracts.problem.ProblemType;

/// A record on the broker is no event that this service may believe; nothing was changed because of it.
final class RefusedEventException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemType reason;

    RefusedEventException(ProblemType reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    ProblemType reason() {
        return reason;
    }
}
