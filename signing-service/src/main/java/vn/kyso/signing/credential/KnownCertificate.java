package vn.kyso.signing.credential;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;

/// What this service knows of a certificate, by the CA's signed word.
///
/// @param digest SHA-256 of the DER, base64url
/// @param version of the certificate-service's aggregate
/// @param credentialId the credential whose key it is for; null if the key is not held here
/// @param statusAt when the CA established the status (`thisUpdate`)
/// @param chain the certificate first, the root last
public record KnownCertificate(
        String digest,
        long version,
        String signer,
        @Nullable CredentialId credentialId,
        String serial,
        String holder,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        Status status,
        Instant statusAt,
        List<X509Certificate> chain) {
    public KnownCertificate {
        chain = List.copyOf(chain);
    }

    /// Revocation status; expiry follows from `notAfter`.
    public enum Status {
        GOOD,
        SUSPENDED,
        REVOKED
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// Why its key may not be used at that moment; empty where it may.
    ///
    /// @param maxStatusAge how old the CA's word may be
    public Optional<ProblemType> refusalAt(Instant at, Duration maxStatusAge) {
        if (credentialId == null) {
            return Optional.of(ProblemType.CERTIFICATE_KEY_ELSEWHERE);
        }
        if (status == Status.REVOKED) {
            return Optional.of(ProblemType.CERTIFICATE_REVOKED);
        }
        if (at.isAfter(notAfter)) {
            return Optional.of(ProblemType.CERTIFICATE_EXPIRED);
        }
        if (at.isBefore(notBefore)) {
            return Optional.of(ProblemType.CERTIFICATE_NOT_YET_VALID);
        }
        if (status == Status.SUSPENDED) {
            return Optional.of(ProblemType.CERTIFICATE_SUSPENDED);
        }
        if (statusAt.plus(maxStatusAge).isBefore(at)) {
            return Optional.of(ProblemType.CERTIFICATE_STATUS_STALE);
        }
        return Optional.empty();
    }
}
