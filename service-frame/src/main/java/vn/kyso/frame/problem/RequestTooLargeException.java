package vn.kyso.frame.problem;

import java.io.IOException;
import vn.kyso.contracts.problem.ProblemType;

/// A body went over its limit while it was read.
public final class RequestTooLargeException extends IOException {
    private final ProblemType type;
    private final long maxBytes;

    RequestTooLargeException(ProblemType type, long maxBytes) {
        super("The body has more than " + maxBytes + " bytes");
        this.type = type;
        this.maxBytes = maxBytes;
    }

    ProblemType type() {
        return type;
    }

    long maxBytes() {
        return maxBytes;
    }

    /// Whether a failure comes from a body that was too large, however often it was wrapped on its way.
    public static boolean isBehind(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof RequestTooLargeException) {
                return true;
            }
        }
        return false;
    }
}
