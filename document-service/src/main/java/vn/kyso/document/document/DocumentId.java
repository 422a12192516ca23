package vn.kyso.document.document;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// A document's identifier.
public record DocumentId(UUID value) {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    public static DocumentId create() {
        return new DocumentId(UUID.randomUUID());
    }

    /// What a caller wrote; empty where it can be no document's identifier.
    public static Optional<DocumentId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new DocumentId(UUID.fromString(text))) : Optional.empty();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
