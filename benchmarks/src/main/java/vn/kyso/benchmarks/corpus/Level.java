package vn.kyso.benchmarks.corpus;

/// PAdES baseline levels, in the order in which each adds to the one before.
enum Level {
    B_B,
    B_T,
    B_LT,
    B_LTA;

    boolean timestamped() {
        return this != B_B;
    }

    boolean withStatus() {
        return compareTo(B_LT) >= 0;
    }

    /// As the standard writes it, `B-LT`.
    static Level named(String name) {
        return valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
}
