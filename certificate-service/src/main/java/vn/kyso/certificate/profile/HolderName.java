package vn.kyso.certificate.profile;

import java.util.Optional;

/// Names that are longer than a common name may be: cut at a word, with an ellipsis that shows it.
public final class HolderName {
    /// ub-common-name and ub-organization-name, RFC 5280, appendix A.1, in characters.
    public static final int LONGEST_SHORT = 64;
    /// Of a whole name. ub-name is 32768; a name that long is none.
    public static final int LONGEST = 256;
    /// What a shortened name ends in.
    public static final String SHORTENED = "\u2026";

    private HolderName() {}

    /// What fits into a common name of a name that does not; empty if all of it does.
    public static Optional<String> shortened(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST_SHORT) {
            return Optional.empty();
        }
        String start = name.substring(0, name.offsetByCodePoints(0, LONGEST_SHORT - SHORTENED.length()));
        int space = start.lastIndexOf(' ');
        // Half of it is kept at least, whatever a word is.
        String kept = space >= LONGEST_SHORT / 2 ? start.substring(0, space) : start;
        return Optional.of(kept.strip() + SHORTENED);
    }

    /// What stands as common name.
    public static String common(String name) {
        return shortened(name).orElse(name);
    }
}
