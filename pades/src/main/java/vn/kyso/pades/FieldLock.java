package vn.kyso.pades;

import java.util.List;

/// Which fields a signature locks (FieldMDP, ISO 32000-2, 12.8.2.4). For signing, which must not break one, and for
/// verification, which must notice that one was broken.
///
/// @param action `All`, `Include` or `Exclude`; anything else is taken at its strictest and locks all
/// @param fields fully qualified names; what is below a named field is locked, or left open, with it
public record FieldLock(String action, List<String> fields) {
    public FieldLock {
        fields = List.copyOf(fields);
    }

    /// Whether it locks the field of that name, which may be one that is not there yet.
    public boolean covers(String field) {
        boolean named = fields.stream().anyMatch(f -> field.equals(f) || field.startsWith(f + "."));
        return switch (action) {
            case "Include" -> named;
            case "Exclude" -> !named;
            default -> true;
        };
    }
}
