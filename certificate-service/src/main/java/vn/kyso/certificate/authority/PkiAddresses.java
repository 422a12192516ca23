package vn.kyso.certificate.authority;

/// Where verifiers find what stands behind a certificate.
///
/// @param base without a slash at its end
public record PkiAddresses(String base) {
    public PkiAddresses {
        if (base.endsWith("/")) {
            throw new IllegalArgumentException("The base address has no slash at its end");
        }
    }

    String ocsp() {
        return base + "/ocsp";
    }

    String list(CertificationAuthority ca) {
        return base + "/crl/" + ca.id() + ".crl";
    }

    String certificate(CertificationAuthority ca) {
        return base + "/ca/" + ca.id() + ".crt";
    }
}
