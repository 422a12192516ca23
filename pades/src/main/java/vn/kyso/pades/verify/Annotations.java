package vn.kyso.pades.verify;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.PdfValue;

/// New annotations. A certification can allow them, and some kinds can be drawn over what was signed: those hide it,
/// allowed or not.
final class Annotations {
    /// Marks beside or upon text that leave it legible, where a reader draws them itself.
    private static final Set<String> MARKS =
            Set.of("Text", "Popup", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret");

    private Annotations() {}

    static Found added(int page, String subtype, PdfValue.@Nullable Dict annotation) {
        String detail = "An annotation (" + subtype.replaceAll("[^A-Za-z0-9]", "?") + ") on page " + page;
        boolean drawn = annotation != null && annotation.get("AP") != null;
        boolean mark = MARKS.contains(subtype) && (!drawn || subtype.equals("Text") || subtype.equals("Popup"));
        return mark
                ? Found.of(Change.Kind.ANNOTATION, detail)
                : new Found(
                        Change.Kind.ANNOTATION,
                        Finding.Code.HIDDEN_CONTENT,
                        null,
                        false,
                        detail + " that can cover what was signed");
    }
}
