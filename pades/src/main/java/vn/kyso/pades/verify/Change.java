package vn.kyso.pades.verify;

import java.util.Locale;

/// Something that a later revision brought.
///
/// @param revision of the file, from 1
/// @param allowed whether it may be there after the signature that it is told of
/// @param detail what, for people
public record Change(int revision, Kind kind, boolean allowed, String detail) {
    /// What it is, from the most harmless.
    public enum Kind {
        /// Certificates and revocation data (DSS).
        VALIDATION_DATA,
        DOCUMENT_TIMESTAMP,
        SIGNATURE,
        /// An empty field to sign in.
        SIGNATURE_FIELD,
        /// Title, author, dates.
        METADATA,
        FORM_FILLING,
        ANNOTATION,
        OTHER;

        /// As the API writes it, such as `validation-data`.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
