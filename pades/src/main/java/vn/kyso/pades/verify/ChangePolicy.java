package vn.kyso.pades.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.Certification;
import vn.kyso.pades.FieldLock;

/// What may be appended after a signature. Validation data and document timestamps always; further signatures and
/// form filling unless a certification or a lock forbids them (ISO 32000-2, 12.8.2.2 and 12.8.2.4); annotations only
/// where a certification allows them; anything else never.
///
/// @param certification the strictest of the signatures before the change; null if none certifies
/// @param locks of the signatures before the change
record ChangePolicy(@Nullable Certification certification, List<FieldLock> locks) {
    /// Null if it is allowed.
    @Nullable
    Finding objection(Found found) {
        if (found.graver() != null) {
            return Finding.of(found.graver(), found.detail());
        }
        Finding.Code code = switch (found.kind()) {
            case VALIDATION_DATA, DOCUMENT_TIMESTAMP -> null;
            case METADATA -> certification == Certification.NO_CHANGES ? Finding.Code.CERTIFICATION_VIOLATED : null;
            case SIGNATURE -> {
                boolean against =
                        certification == Certification.NO_CHANGES || certification != null && found.visibleNewField();
                yield against ? Finding.Code.CERTIFICATION_VIOLATED : locked(found);
            }
            case SIGNATURE_FIELD -> certification == null ? null : Finding.Code.CERTIFICATION_VIOLATED;
            case FORM_FILLING ->
                certification == Certification.NO_CHANGES ? Finding.Code.CERTIFICATION_VIOLATED : locked(found);
            case ANNOTATION ->
                certification == Certification.ANNOTATING
                        ? null
                        : certification == null
                                ? Finding.Code.CHANGED_AFTER_SIGNING
                                : Finding.Code.CERTIFICATION_VIOLATED;
            case OTHER ->
                certification == null ? Finding.Code.CHANGED_AFTER_SIGNING : Finding.Code.CERTIFICATION_VIOLATED;
        };
        return code == null ? null : Finding.of(code, found.detail());
    }

    private Finding.@Nullable Code locked(Found found) {
        String field = found.field();
        boolean covered = field != null && locks.stream().anyMatch(lock -> lock.covers(field));
        return covered ? Finding.Code.LOCKED_FIELD_CHANGED : null;
    }

    /// Whether an allowed change is to be told to whoever reads the document.
    static boolean worthTelling(Change.Kind kind) {
        return switch (kind) {
            case SIGNATURE_FIELD, FORM_FILLING, ANNOTATION -> true;
            case VALIDATION_DATA, DOCUMENT_TIMESTAMP, SIGNATURE, METADATA, OTHER -> false;
        };
    }
}
