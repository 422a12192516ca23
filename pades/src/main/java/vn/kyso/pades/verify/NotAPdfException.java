package vn.kyso.pades.verify;

/// The bytes are no PDF, not even a damaged one.
public final class NotAPdfException extends Exception {
    private static final long serialVersionUID = 1L;

    NotAPdfException() {
        super("The file does not begin as a PDF does");
    }
}
