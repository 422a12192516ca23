package vn.kyso.pades.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.RevocationStatus;

/// A certificate of a chain.
///
/// @param anchor whether the chain ends in it
/// @param revocation null if nobody was asked: an anchor's, or one whose issuer is not known
public record CertificateFacts(
        X509Certificate certificate,
        boolean anchor,
        @Nullable Revocation revocation) {
    /// What is known of its revocation.
    ///
    /// @param status null if nothing
    /// @param embedded whether the file itself says so
    public record Revocation(
            @Nullable RevocationStatus status,
            boolean embedded,
            @Nullable Instant saidAt) {}
}
