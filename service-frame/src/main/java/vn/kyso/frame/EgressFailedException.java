package vn.kyso.frame;

import org.jspecify.annotations.Nullable;

/// A call to an outside address that brought no answer within the limits of time and size. Worth trying again.
public final class EgressFailedException extends RuntimeException {
    public EgressFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
