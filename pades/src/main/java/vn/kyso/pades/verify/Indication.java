package vn.kyso.pades.verify;

/// What is to be thought of a signature (ETSI EN 319 102-1, 5.1.3).
public enum Indication {
    TOTAL_PASSED,
    /// Too little is known to say.
    INDETERMINATE,
    TOTAL_FAILED;

    /// As the standard writes it.
    public String text() {
        return name().replace('_', '-');
    }
}
