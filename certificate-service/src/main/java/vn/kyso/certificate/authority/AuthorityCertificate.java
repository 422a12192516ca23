package vn.kyso.certificate.authority;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.Certificates;

/// The certificate of one of the CA's own keys, as everybody may see it.
///
/// @param issuerGeneration of the key that signed it
/// @param revocation null while it stands
public record AuthorityCertificate(
        AuthorityRole role,
        int generation,
        int issuerGeneration,
        X509Certificate certificate,
        @Nullable Revocation revocation) {
    /// @param reason CRLReason, RFC 5280, 5.3.1
    public record Revocation(Instant at, int reason) {}

    public String serial() {
        return Certificates.serial(certificate);
    }

    /// The CA that signed it.
    public CertificationAuthority issuer() {
        return new CertificationAuthority(role.issuer(), issuerGeneration);
    }
}
