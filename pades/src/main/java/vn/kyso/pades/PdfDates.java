package vn.kyso.pades;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates of PDF (ISO 32000-2, 7.9.4).
public final class PdfDates {
    private static final Pattern DATE = Pattern.compile("D:(\\d{4})(\\d{2})?(\\d{2})?(\\d{2})?(\\d{2})?(\\d{2})?"
            + "(?:([Zz+-])(?:(\\d{2})'?(?:(\\d{2})'?)?)?)?.*");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("'D:'yyyyMMddHHmmss", Locale.ROOT);

    private PdfDates() {}

    /// To the second, with its offset.
    static String format(ZonedDateTime time) {
        int minutes = time.getOffset().getTotalSeconds() / 60;
        if (minutes == 0) {
            return SECONDS.format(time) + "Z";
        }
        int absolute = Math.abs(minutes);
        return SECONDS.format(time)
                + (minutes < 0 ? '-' : '+')
                + twoDigits(absolute / 60)
                + '\''
                + twoDigits(absolute % 60)
                + '\'';
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /// Null if it is no date.
    public static @Nullable Instant instant(String date) {
        Matcher parts = DATE.matcher(date);
        if (!parts.matches()) {
            return null;
        }
        try {
            int sign = "-".equals(parts.group(7)) ? -1 : 1;
            ZoneOffset offset = ZoneOffset.ofHoursMinutes(sign * number(parts, 8, 0), sign * number(parts, 9, 0));
            return OffsetDateTime.of(
                            number(parts, 1, 0),
                            number(parts, 2, 1),
                            number(parts, 3, 1),
                            number(parts, 4, 0),
                            number(parts, 5, 0),
                            number(parts, 6, 0),
                            0,
                            offset)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher parts, int group, int otherwise) {
        String digits = parts.group(group);
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
