package vn.kyso.cli;

/// Something has to be set before this command can be run; the message says what.
public final class NotConfiguredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotConfiguredException(String message) {
        super(message);
    }
}
