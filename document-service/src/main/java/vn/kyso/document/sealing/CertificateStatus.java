package vn.kyso.document.sealing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.RevocationStatus;

/// A certificate's status and the signed answer that says so.
///
/// @param ocsp DER of the OCSPResponse, or null where a list says it
/// @param crl DER of the CertificateList, or null where a responder says it
/// @param responders certificates that travel with the response
public record CertificateStatus(
        RevocationStatus status, byte @Nullable [] ocsp, byte @Nullable [] crl, List<X509Certificate> responders) {
    public CertificateStatus {
        ocsp = ocsp == null ? null : ocsp.clone();
        crl = crl == null ? null : crl.clone();
        responders = List.copyOf(responders);
    }

    static CertificateStatus byOcsp(RevocationStatus status, byte[] response, List<X509Certificate> responders) {
        return new CertificateStatus(status, response, null, responders);
    }

    static CertificateStatus byCrl(RevocationStatus status, byte[] crl) {
        return new CertificateStatus(status, null, crl, List.of());
    }

    /// Whether the certificate was good at that moment.
    boolean goodAt(Instant moment) {
        return switch (status) {
            case RevocationStatus.Good good -> true;
            case RevocationStatus.Revoked revoked -> revoked.revokedAt().isAfter(moment);
            case RevocationStatus.Unknown unknown -> false;
        };
    }

    @Override
    public byte @Nullable [] ocsp() {
        return ocsp == null ? null : ocsp.clone();
    }

    @Override
    public byte @Nullable [] crl() {
        return crl == null ? null : crl.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CertificateStatus c
                && status.equals(c.status)
                && Arrays.equals(ocsp, c.ocsp)
                && Arrays.equals(crl, c.crl);
    }

    @Override
    public int hashCode() {
        return status.hashCode();
    }
}
