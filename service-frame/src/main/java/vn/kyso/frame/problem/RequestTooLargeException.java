package vn.kyso.frame.problem;

import java.io.IOException;

/// A body went over its limit while it was read.
final class RequestTooLargeException extends IOException {
    private final long limitBytes;

    RequestTooLargeException(long limitBytes) {
        super("The body has more than " + limitBytes + " bytes");
        this.limitBytes = limitBytes;
    }

    long limitBytes() {
        return limitBytes;
    }
}
