package vn.kyso.contracts.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Topic `certificate-changed` (compacted), keyed by certificate digest: the full state of one certificate.
///
/// @param certificateDigest SHA-256 of the DER, base64url without padding: the certificate's name in all events
/// @param serial hexadecimal, upper case, without leading zeros
/// @param signer keyed hash of the userID ([SignerRef])
/// @param credentialId signing-service's credential that holds the key; null for a certificate issued elsewhere
/// @param keyType `p256`, `rsa2048` or `rsa3072`
/// @param chain DER of the certificate and its issuers up to the root, base64url, the certificate first
/// @param ocspResponse an OCSP response (RFC 6960, DER, base64url) by the certificate's CA on this status: consumers
///     believe it rather than `status`; null for a certificate issued elsewhere whose CA answers at its own AIA
/// @param statusAt when the status was established; renewed by heartbeats however quiet the topic is
public record CertificateState(
        String certificateDigest,
        String serial,
        String signer,
        @Nullable String credentialId,
        String holder,
        String issuer,
        String keyType,
        Instant notBefore,
        Instant notAfter,
        Status status,
        List<String> chain,
        @Nullable String ocspResponse,
        Instant statusAt)
        implements EventPayload {
    public CertificateState {
        chain = List.copyOf(chain);
    }

    /// Revocation status; expiry follows from `notAfter`.
    public enum Status {
        GOOD,
        SUSPENDED,
        REVOKED
    }
}
