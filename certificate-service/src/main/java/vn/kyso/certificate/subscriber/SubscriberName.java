package vn.kyso.certificate.subscriber;

import java.text.Normalizer;
import java.util.Optional;
import vn.kyso.certificate.profile.HolderName;

/// Names as certificates carry them.
final class SubscriberName {
    private SubscriberName() {}

    /// The name in Unicode NFC with single blanks; empty if it can't stand in a certificate.
    static Optional<String> normalise(String typed) {
        if (typed.length() > 4 * HolderName.LONGEST) {
            return Optional.empty();
        }
        String name = Normalizer.normalize(typed, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > HolderName.LONGEST || name.codePoints().noneMatch(Character::isLetter)) {
            return Optional.empty();
        }
        return name.codePoints().allMatch(SubscriberName::visible) ? Optional.of(name) : Optional.empty();
    }

    private static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
