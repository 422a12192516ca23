package vn.kyso.pades;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.stamp.StampAppearance;
import vn.kyso.pades.stamp.StampPicture;

/// What a visible signature says; lines that are null are left out. Text may be of any language: characters that the
/// embedded font lacks are shown by their code point, never as empty boxes. Text and picture are scaled to their
/// rectangle.
///
/// @param holder who signs, as in the certificate
/// @param time shown with its zone
/// @param serial of the certificate, hexadecimal
/// @param picture a logo or drawn signature ([PictureIntake]), beside or above the text, or alone
public record Stamp(
        @Nullable String holder,
        @Nullable ZonedDateTime time,
        @Nullable String reason,
        @Nullable String location,
        @Nullable String serial,
        Labels labels,
        @Nullable StampPicture picture) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss xxx", Locale.ROOT);

    /// What stands before the values.
    public enum Labels {
        VIETNAMESE("Ký bởi: ", "Ngày ký: ", "Lý do: ", "Nơi ký: ", "Số sê-ri: "),
        ENGLISH("Signed by: ", "Date: ", "Reason: ", "Location: ", "Serial: ");

        final String holder;
        final String time;
        final String reason;
        final String location;
        final String serial;

        Labels(String holder, String time, String reason, String location, String serial) {
            this.holder = holder;
            this.time = time;
            this.reason = reason;
            this.location = location;
            this.serial = serial;
        }
    }

    /// Holder and time, in Vietnamese.
    public static Stamp of(String holder, ZonedDateTime time) {
        return new Stamp(holder, time, null, null, null, Labels.VIETNAMESE, null);
    }

    public Stamp with(StampPicture shown) {
        return new Stamp(holder, time, reason, location, serial, labels, shown);
    }

    StampAppearance.Content content() {
        return new StampAppearance.Content(lines(), picture);
    }

    /// The text, line by line.
    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, labels.holder, holder);
        add(lines, labels.time, time == null ? null : TIME.format(time));
        add(lines, labels.reason, reason);
        add(lines, labels.location, location);
        add(lines, labels.serial, serial);
        return lines;
    }

    private static void add(List<String> lines, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            lines.add(label + value);
        }
    }
}
