package vn.kyso.pades;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.PdfValue;

/// A signature field of an outline, empty or signed.
///
/// @param ref the field's own object
/// @param dict its content; of an empty field only, as nothing else is written anew
/// @param widgetRef the widget's object if it is not the field's own
/// @param widget the widget's content in that case
/// @param page from 1; 0 if on none
/// @param lock of an empty field: what a signature in it locks
/// @param seed of an empty field: its seed values
/// @param signature null while the field is empty
/// @param locks of a signed field: the fields that its signature locks (FieldMDP)
/// @param certifies of a signed field: what its signature still allows (DocMDP)
record SignatureField(
        String name,
        PdfValue.Ref ref,
        PdfValue.Dict dict,
        PdfValue.@Nullable Ref widgetRef,
        PdfValue.Dict widget,
        int page,
        Rectangle rectangle,
        boolean readOnly,
        PdfValue.@Nullable Dict lock,
        PdfValue.@Nullable Dict seed,
        @Nullable ExistingSignature signature,
        List<FieldLock> locks,
        @Nullable Certification certifies) {
    SignatureField {
        locks = List.copyOf(locks);
    }

    boolean isEmpty() {
        return signature == null;
    }
}
