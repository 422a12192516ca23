package vn.kyso.pades;

import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.PdfValue;

/// The interactive form of an outline.
///
/// @param ref its object; null if it stands within the catalog
/// @param fieldsRef the object of its Fields array, if it is an object of its own
record FormOutline(
        PdfValue.@Nullable Ref ref, PdfValue.Dict dict, PdfValue.@Nullable Ref fieldsRef, PdfValue.Array fields) {}
