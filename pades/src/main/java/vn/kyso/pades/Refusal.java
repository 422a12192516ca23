package vn.kyso.pades;

/// Why a document was not taken, or not signed: an expected answer, not a fault.
///
/// @param detail one English sentence for people; may name what is in the document
public record Refusal(Reason reason, String detail) {
    /// The names are those of the platform's problem types.
    public enum Reason {
        /// No PDF header, or nothing that a PDF consists of.
        NOT_A_PDF,
        /// So damaged that no repaired revision could be made.
        DAMAGED_PDF,
        /// A repair would break the signatures it has.
        DAMAGED_AND_SIGNED,
        /// Encrypted, and the empty password does not open it.
        PASSWORD_NEEDED,
        /// Encrypted, and its permission bits do not allow to sign.
        PERMISSION_MISSING,
        /// Encrypted, and readers do not agree on signatures in it.
        UNSUPPORTED_ENCRYPTION,
        /// There is nothing to sign on.
        NO_PAGES,
        /// Beyond [IntakeLimits].
        DOCUMENT_TOO_COMPLEX,
        /// A certification (DocMDP) does not allow this signature.
        CERTIFIED_AGAINST_CHANGE,
        /// The document has no such page.
        PAGE_OUT_OF_RANGE,
        /// The rectangle is empty or not within the page's visible box.
        RECTANGLE_OUTSIDE_PAGE,
        /// No signature field of that name.
        FIELD_NOT_FOUND,
        /// An earlier signature locks the field (FieldMDP), or it is read-only.
        FIELD_LOCKED,
        /// The field holds a signature already.
        FIELD_ALREADY_SIGNED,
        /// The field's seed values require what this signature does not have (ISO 32000-2, 12.7.5.5).
        SEED_VALUE_NOT_MET,
        /// The stamp's picture is no PNG or JPEG, or damaged.
        PICTURE_UNREADABLE,
        /// The stamp's picture has more bytes or pixels than a stamp needs.
        PICTURE_TOO_LARGE,
        /// A CMYK picture in PDF/A, where colours must say how they look.
        PICTURE_NOT_ARCHIVABLE,
        /// The CMS is larger than the room reserved for it.
        CONTENTS_OVERFLOW,
        /// The finished increment did not pass its check; nothing may be made of it.
        OUTPUT_CHECK_FAILED
    }
}
