package vn.kyso.pades.verify;

import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.PdfValue;

/// A node of the field tree (ISO 32000-2, 12.7.4): a field, or a widget that is only a kid of one.
///
/// @param name fully qualified, of the field
/// @param number of the object that it is
/// @param ownField false for a mere widget
/// @param type FT, inherited
/// @param value V, inherited, as it is written
/// @param page from 1; 0 for none
record FieldNode(
        String name,
        int number,
        @Nullable FieldNode parent,
        boolean ownField,
        PdfValue.Dict dict,
        @Nullable String type,
        @Nullable PdfValue value,
        int page) {
    boolean isSignature() {
        return "Sig".equals(type);
    }

    boolean isWidget() {
        return dict.get("Subtype") instanceof PdfValue.Name(String subtype) && subtype.equals("Widget");
    }
}
