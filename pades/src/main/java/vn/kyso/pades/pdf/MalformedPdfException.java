package vn.kyso.pades.pdf;

/// The bytes are not what the syntax asks for. Caught where a file is taken or refused.
public final class MalformedPdfException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String detail;
    private final boolean tooComplex;

    public MalformedPdfException(String message) {
        this(message, false);
    }

    private MalformedPdfException(String message, boolean tooComplex) {
        // Stranger's bytes decide how often this is thrown; nobody reads its stack.
        super(message, null, false, false);
        this.detail = message;
        this.tooComplex = tooComplex;
    }

    /// Well-formed perhaps, but beyond the limits.
    public static MalformedPdfException tooComplex(String message) {
        return new MalformedPdfException(message, true);
    }

    /// What is wrong, for people.
    public String detail() {
        return detail;
    }

    public boolean tooComplex() {
        return tooComplex;
    }
}
