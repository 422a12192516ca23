package vn.kyso.frame;

/// A wrapped value that doesn't open: altered, moved to another row, or wrapped under another master key.
public final class WrappedValueException extends RuntimeException {
    public WrappedValueException(String message) {
        super(message);
    }

    public WrappedValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
