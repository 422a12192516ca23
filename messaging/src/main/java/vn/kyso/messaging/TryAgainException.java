package vn.kyso.messaging;

/// The record can't be taken at the moment: everything after it waits, in order.
final class TryAgainException extends Exception {
    private static final long serialVersionUID = 1L;

    TryAgainException(String message, Throwable cause) {
        super(message, cause);
    }
}
