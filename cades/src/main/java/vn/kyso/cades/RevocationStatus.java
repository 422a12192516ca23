package vn.kyso.cades;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a CA says about one certificate.
public sealed interface RevocationStatus {
    /// Since when the CA says so.
    Instant thisUpdate();

    /// When newer information will be there; null if the CA does not say.
    @Nullable
    Instant nextUpdate();

    /// Not revoked.
    record Good(Instant thisUpdate, @Nullable Instant nextUpdate) implements RevocationStatus {}

    /// Revoked or suspended.
    ///
    /// @param reason CRLReason (RFC 5280, 5.3.1): 6 is `certificateHold`, a suspension; -1 if the CA gives none
    record Revoked(Instant thisUpdate, @Nullable Instant nextUpdate, Instant revokedAt, int reason)
            implements RevocationStatus {
        public boolean suspended() {
            return reason == 6;
        }
    }

    /// The responder does not know the certificate.
    record Unknown(Instant thisUpdate, @Nullable Instant nextUpdate) implements RevocationStatus {}
}
