package vn.kyso.pades.verify;

import org.jspecify.annotations.Nullable;

/// A difference between two revisions, before anybody says whether it is allowed.
///
/// @param graver what is worse than a mere change; null otherwise
/// @param field it belongs to; null if to none
/// @param visibleNewField whether it is a new field that shows something
record Found(
        Change.Kind kind,
        Finding.@Nullable Code graver,
        @Nullable String field,
        boolean visibleNewField,
        String detail) {
    static Found of(Change.Kind kind, String detail) {
        return new Found(kind, null, null, false, detail);
    }

    static Found in(FieldNode field, Change.Kind kind, String detail) {
        return new Found(kind, null, field.name(), false, detail);
    }

    static Found grave(Finding.Code code, String detail) {
        return new Found(Change.Kind.OTHER, code, null, false, detail);
    }
}
