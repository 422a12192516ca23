package vn.kyso.messaging;

import vn.kyso.contracts.problem.ProblemType;

/// A listener can never take this event: it goes to the dead letters with the reason, and the next one follows.
public final class UnprocessableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType reason;

    /// @param detail for the operator who looks at the dead letter; no secrets, no personal data
    public UnprocessableEventException(ProblemType reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /// @param detail for the operator who looks at the dead letter; no secrets, no personal data
    public UnprocessableEventException(ProblemType reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    public ProblemType reason() {
        return reason;
    }
}
