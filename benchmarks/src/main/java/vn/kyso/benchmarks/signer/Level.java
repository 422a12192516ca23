package vn.kyso.benchmarks.signer;

/// PAdES baseline levels, in the order in which each adds to the one before.
public enum Level {
    B_B,
    B_T,
    B_LT,
    B_LTA;

    public boolean timestamped() {
        return this != B_B;
    }

    public boolean withStatus() {
        return compareTo(B_LT) >= 0;
    }

    /// As the standard writes it, `B-LT`.
    public static Level named(String name) {
        return valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
}
