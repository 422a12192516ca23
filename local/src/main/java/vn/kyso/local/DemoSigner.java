package vn.kyso.local;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A signer for trying things out, as the screen of `up` shows one.
///
/// @param activationCode null where a phone is bound already
record DemoSigner(
        String userId,
        String name,
        List<String> certificates,
        @Nullable String activationCode,
        @Nullable Instant codeExpiresAt) {
    DemoSigner {
        certificates = List.copyOf(certificates);
    }
}
