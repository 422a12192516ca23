package vn.kyso.document.document;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which bytes of a representation a caller wants (RFC 9110, 14): one range, or all of it.
sealed interface ByteRangeSpec {
    /// No range asked for, or one that may be ignored: several at once, another unit, not understood (14.2).
    record Whole() implements ByteRangeSpec {}

    /// @param last inclusive, within the representation
    record Part(long first, long last) implements ByteRangeSpec {
        long length() {
            return last - first + 1;
        }
    }

    /// Well-formed, and nothing of it exists: 416.
    record Unsatisfiable() implements ByteRangeSpec {}

    Pattern ONE_RANGE = Pattern.compile("bytes=\\s*([0-9]{0,19})-([0-9]{0,19})\\s*", Pattern.CASE_INSENSITIVE);

    /// @param header of `Range`
    /// @param size of the representation
    static ByteRangeSpec parse(Optional<String> header, long size) {
        Matcher range = ONE_RANGE.matcher(header.orElse(""));
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            long suffix = number(range.group(2));
            return suffix == 0 || size == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - suffix), size - 1);
        }
        long first = number(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
        if (last < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1));
    }

    private static long number(String digits) {
        // Nineteen digits can exceed a long; beyond any file is beyond any file.
        return digits.length() == 19 && digits.compareTo("9223372036854775807") > 0
                ? Long.MAX_VALUE
                : Long.parseLong(digits);
    }
}
