package vn.kyso.document.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.OcspCheck;
import vn.kyso.cades.RevocationInvalidException;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.problem.ProblemType;

/// A signer's certificate as certificate-service last described it.
///
/// @param digest SHA-256 of the DER, base64url: its name in events
/// @param credentialId null where the key is held elsewhere
/// @param chain the certificate first, up to the root
/// @param ocspResponse what its CA signed about its status; null for a CA that is asked at its own address
public record KnownCertificate(
        String digest,
        String serial,
        String signer,
        @Nullable String credentialId,
        String holder,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        CertificateState.Status status,
        List<X509Certificate> chain,
        byte @Nullable [] ocspResponse,
        Instant statusAt) {
    public KnownCertificate {
        chain = List.copyOf(chain);
        ocspResponse = ocspResponse == null ? null : ocspResponse.clone();
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A chain has at least the certificate itself");
        }
    }

    /// @throws IllegalArgumentException if it holds what is no certificate, or another one than it names
    static KnownCertificate of(CertificateState state) {
        List<X509Certificate> chain = state.chain().stream()
                .map(der ->
                        vn.kyso.cades.Certificates.parse(Base64.getUrlDecoder().decode(der)))
                .toList();
        if (chain.isEmpty()
                || !vn.kyso.cades.Certificates.digest(chain.getFirst()).equals(state.certificateDigest())) {
            throw new IllegalArgumentException("The chain does not begin with the certificate that the state names");
        }
        return new KnownCertificate(
                state.certificateDigest(),
                state.serial(),
                state.signer(),
                state.credentialId(),
                state.holder(),
                state.issuer(),
                state.notBefore(),
                state.notAfter(),
                state.status(),
                chain,
                state.ocspResponse() == null ? null : Base64.getUrlDecoder().decode(state.ocspResponse()),
                state.statusAt());
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    @Override
    public byte @Nullable [] ocspResponse() {
        return ocspResponse == null ? null : ocspResponse.clone();
    }

    /// Why it can't sign, as far as can be known here; empty if it can.
    Optional<ProblemType> whyNot(Instant now) {
        if (now.isBefore(notBefore)) {
            return Optional.of(ProblemType.CERTIFICATE_NOT_YET_VALID);
        }
        if (now.isAfter(notAfter)) {
            return Optional.of(ProblemType.CERTIFICATE_EXPIRED);
        }
        return switch (status) {
            case REVOKED -> Optional.of(ProblemType.CERTIFICATE_REVOKED);
            case SUSPENDED -> Optional.of(ProblemType.CERTIFICATE_SUSPENDED);
            case GOOD -> byOcsp().or(this::byKey);
        };
    }

    /// What the CA itself signed counts more than what the event says: a good word needs a good answer behind it.
    private Optional<ProblemType> byOcsp() {
        if (ocspResponse == null || chain.size() < 2) {
            return Optional.empty();
        }
        try {
            Instant produced = OcspCheck.producedAt(ocspResponse);
            RevocationStatus said = new OcspCheck(certificate(), chain.get(1))
                    .verify(ocspResponse, produced, java.time.Duration.ofMinutes(5), null);
            return switch (said) {
                case RevocationStatus.Good good -> Optional.empty();
                case RevocationStatus.Revoked revoked ->
                    Optional.of(
                            revoked.suspended() ? ProblemType.CERTIFICATE_SUSPENDED : ProblemType.CERTIFICATE_REVOKED);
                case RevocationStatus.Unknown unknown -> Optional.of(ProblemType.CERTIFICATE_STATUS_STALE);
            };
        } catch (RevocationInvalidException e) {
            return Optional.of(ProblemType.CERTIFICATE_STATUS_STALE);
        }
    }

    private Optional<ProblemType> byKey() {
        return credentialId == null ? Optional.of(ProblemType.CERTIFICATE_KEY_ELSEWHERE) : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KnownCertificate c
                && digest.equals(c.digest)
                && status == c.status
                && statusAt.equals(c.statusAt)
                && Arrays.equals(ocspResponse, c.ocspResponse);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }
}
