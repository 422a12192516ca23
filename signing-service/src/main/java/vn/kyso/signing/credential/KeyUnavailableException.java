package vn.kyso.signing.credential;

/// A key can't be used at the moment; worth trying again.
public final class KeyUnavailableException extends RuntimeException {
    public KeyUnavailableException(String message) {
        super(message);
    }

    public KeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
