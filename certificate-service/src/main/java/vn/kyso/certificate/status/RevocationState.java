package vn.kyso.certificate.status;

import java.time.Instant;
import vn.kyso.contracts.event.CertificateState;

/// What the CA says about a certificate, expiry aside.
public sealed interface RevocationState {
    /// Since when.
    Instant since();

    record Good(Instant since) implements RevocationState {}

    /// For a while: certificateHold (RFC 5280, 5.3.1).
    record Suspended(Instant since) implements RevocationState {}

    /// For ever.
    record Revoked(Instant since, RevocationReason reason) implements RevocationState {}

    /// As events say it.
    default CertificateState.Status published() {
        return switch (this) {
            case Good good -> CertificateState.Status.GOOD;
            case Suspended suspended -> CertificateState.Status.SUSPENDED;
            case Revoked revoked -> CertificateState.Status.REVOKED;
        };
    }
}
