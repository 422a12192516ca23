package vn.kyso.signing.credential;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Names a credential: a key here, and the certificate that was issued for it.
public record CredentialId(UUID value) {
    /// The id that an event names; empty where it names none of ours.
    static Optional<CredentialId> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CredentialId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
