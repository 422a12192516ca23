package vn.kyso.contracts.signer;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A signer's name as people type it: a provider's prefix, a dot, and an identity number, such as `ICA.001099012345`.
/// Normalised: prefix and passport letters in upper case, no blanks.
///
/// @param value the normalised form
/// @param kind what the number is
public record UserId(String value, Kind kind) {
    /// What an identity number is.
    public enum Kind {
        /// Citizen identity card (CCCD), 12 digits: a person.
        CITIZEN_ID("CCCD"),
        /// Passport, a letter or two and six to eight digits: a person.
        PASSPORT("HC"),
        /// Tax code (MST), 10 or 13 digits: an organisation or a branch of one.
        TAX_CODE("MST");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /// The short name of the number in subject names of Vietnamese certificates.
        public String label() {
            return label;
        }
    }

    private static final Pattern CITIZEN_ID = Pattern.compile("[0-9]{12}");
    private static final Pattern TAX_CODE = Pattern.compile("[0-9]{10}|[0-9]{10}-?[0-9]{3}");
    private static final Pattern PASSPORT = Pattern.compile("[A-Z]{1,2}[0-9]{6,8}");
    private static final int LONGEST = 64;

    /// Reads what somebody typed; empty where it is no userID of one of these providers.
    ///
    /// @param prefixes of the providers that are known, such as `ICA`
    public static Optional<UserId> parse(String typed, Collection<String> prefixes) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String text = typed.strip().toUpperCase(Locale.ROOT);
        int dot = text.indexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        String prefix = text.substring(0, dot);
        String number = text.substring(dot + 1).strip();
        if (prefixes.stream().noneMatch(p -> p.toUpperCase(Locale.ROOT).equals(prefix))) {
            return Optional.empty();
        }
        if (CITIZEN_ID.matcher(number).matches()) {
            return Optional.of(new UserId(prefix + "." + number, Kind.CITIZEN_ID));
        }
        if (TAX_CODE.matcher(number).matches()) {
            return Optional.of(new UserId(prefix + "." + number.replace("-", ""), Kind.TAX_CODE));
        }
        if (PASSPORT.matcher(number).matches()) {
            return Optional.of(new UserId(prefix + "." + number, Kind.PASSPORT));
        }
        return Optional.empty();
    }

    /// The identity number alone.
    public String number() {
        return value.substring(value.indexOf('.') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
