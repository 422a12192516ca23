package vn.kyso.pades.stamp;

import org.jspecify.annotations.Nullable;

/// A file is no picture that a stamp can have.
public final class BadPictureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    private BadPictureException(String detail, boolean tooLarge, @Nullable Throwable cause) {
        super(detail, cause);
        this.tooLarge = tooLarge;
    }

    static BadPictureException unreadable(String detail) {
        return new BadPictureException(detail, false, null);
    }

    static BadPictureException unreadable(String detail, Throwable cause) {
        return new BadPictureException(detail, false, cause);
    }

    static BadPictureException tooLarge(String detail) {
        return new BadPictureException(detail, true, null);
    }

    /// Whether it is beyond the limits; else it can't be read.
    public boolean tooLarge() {
        return tooLarge;
    }

    /// A sentence for people.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
