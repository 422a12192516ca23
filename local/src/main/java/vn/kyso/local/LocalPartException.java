package vn.kyso.local;

/// A server of this machine could not be started or reached; the message says which and what it said.
public final class LocalPartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LocalPartException(String message) {
        super(message);
    }

    public LocalPartException(String message, Throwable cause) {
        super(message, cause);
    }
}
