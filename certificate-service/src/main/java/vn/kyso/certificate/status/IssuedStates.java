package vn.kyso.certificate.status;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.cades.Certificates;
import vn.kyso.certificate.authority.AuthorityCertificate;
import vn.kyso.certificate.authority.AuthorityKey;
import vn.kyso.certificate.authority.CertificationAuthority;
import vn.kyso.certificate.authority.EmbeddedAuthority;

/// What a CA says about a serial, read without the certificate: the way of OCSP.
final class IssuedStates {
    private final JdbcClient jdbc;
    private final EmbeddedAuthority authority;

    IssuedStates(JdbcClient jdbc, EmbeddedAuthority authority) {
        this.jdbc = jdbc;
        this.authority = authority;
    }

    /// Empty if the CA has issued no such serial.
    Optional<RevocationState> of(CertificationAuthority ca, BigInteger serial) {
        if (serial.signum() <= 0) {
            return Optional.empty();
        }
        Optional<RevocationState> subscribers = switch (ca.role()) {
            case ROOT -> Optional.empty();
            case ISSUING -> ofSubscribers(ca, serial);
            case ROOT_RESPONDER, ISSUING_RESPONDER, TIMESTAMP -> throw new IllegalArgumentException("No CA: " + ca);
        };
        if (subscribers.isPresent()) {
            return subscribers;
        }
        return authority.issued(ca, serial).map(IssuedStates::state);
    }

    /// The CA's own certificates stand until an operator revokes them.
    private static RevocationState state(AuthorityCertificate certificate) {
        AuthorityCertificate.Revocation revocation = certificate.revocation();
        return revocation == null
                ? new RevocationState.Good(Instant.EPOCH)
                : new RevocationState.Revoked(revocation.at(), RevocationReason.ofCode(revocation.reason()));
    }

    private Optional<RevocationState> ofSubscribers(CertificationAuthority ca, BigInteger serial) {
        Optional<AuthorityKey> issuer = authority.key(ca);
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        SELECT status, status_since, revocation_reason FROM certificate
                        WHERE issued_here AND serial = :serial AND chain[2] = :issuer""")
                .param("issuer", Certificates.der(issuer.get().certificate()))
                .param("serial", serial.toString(16).toUpperCase(Locale.ROOT))
                .query((rs, n) -> SubscriberCertificates.state(rs))
                .optional();
    }
}
