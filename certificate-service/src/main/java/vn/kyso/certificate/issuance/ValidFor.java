package vn.kyso.certificate.issuance;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// How long a certificate holds: calendar units such as `P1Y`, or exact ones such as `PT30S` (ISO 8601).
record ValidFor(TemporalAmount amount) {
    private static final int LONGEST_TEXT = 40;

    /// @throws ProblemException `invalid-field`
    static ValidFor parse(String text) {
        try {
            if (text.length() <= LONGEST_TEXT) {
                return new ValidFor(text.contains("T") ? Duration.parse(text) : Period.parse(text));
            }
        } catch (DateTimeException e) {
            throw invalid(e);
        }
        throw invalid(null);
    }

    /// The end of a validity that begins at `from`.
    ///
    /// @param from to the second
    /// @throws ProblemException `invalid-field` if that is less than a second away, or further than `longest`
    Instant endFrom(Instant from, Period longest) {
        try {
            ZonedDateTime start = from.atZone(ZoneOffset.UTC);
            ZonedDateTime end = start.plus(amount);
            if (!end.isBefore(start.plusSeconds(1)) && !end.isAfter(start.plus(longest))) {
                return end.toInstant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw invalid(e);
        }
        throw new ProblemException(
                        ProblemType.INVALID_FIELD,
                        "A certificate is valid for PT1S to " + longest + ", not " + amount + ".")
                .with("field", "validFor");
    }

    private static ProblemException invalid(@org.jspecify.annotations.Nullable Exception cause) {
        String detail = "A validity is written such as P1Y, P90D or PT10M.";
        ProblemException problem = cause == null
                ? new ProblemException(ProblemType.INVALID_FIELD, detail)
                : new ProblemException(ProblemType.INVALID_FIELD, detail, cause);
        return problem.with("field", "validFor");
    }
}
