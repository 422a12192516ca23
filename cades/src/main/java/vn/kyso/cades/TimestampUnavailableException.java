package vn.kyso.cades;

/// No usable timestamp came back. [#retryable()] says whether asking again later makes sense.
public final class TimestampUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public TimestampUnavailableException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    public TimestampUnavailableException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /// False if the TSA answered with something that must not be used: configuration or trust is wrong.
    public boolean retryable() {
        return retryable;
    }
}
