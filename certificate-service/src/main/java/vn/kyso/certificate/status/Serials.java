package vn.kyso.certificate.status;

import java.util.Locale;
import java.util.regex.Pattern;

/// Serial numbers as people write them.
final class Serials {
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f:]{1,128}");

    private Serials() {}

    /// Upper-case hexadecimal without leading zeros and colons; what is no serial stays what it is and is found
    /// nowhere.
    static String normalise(String written) {
        if (!HEXADECIMAL.matcher(written).matches()) {
            return written;
        }
        return written.replace(":", "").toUpperCase(Locale.ROOT).replaceFirst("^0+(?!$)", "");
    }
}
