package vn.kyso.certificate.status;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
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
        Optional<RevocationState> subscribers = switch (ca) {
            case ROOT -> Optional.empty();
            case ISSUING -> ofSubscribers(serial);
        };
        if (subscribers.isPresent()) {
            return subscribers;
        }
        // The CA's own certificates stand for as long as this service uses them.
        return authority.issuedToItself(ca, serial)
                ? Optional.of(new RevocationState.Good(Instant.EPOCH))
                : Optional.empty();
    }

    private Optional<RevocationState> ofSubscribers(BigInteger serial) {
        return jdbc.sql("""
                        SELECT status, status_since, revocation_reason FROM certificate
                        WHERE issued_here AND serial = :serial""")
                .param("serial", serial.toString(16).toUpperCase(Locale.ROOT))
                .query((rs, n) -> SubscriberCertificates.state(rs))
                .optional();
    }
}
