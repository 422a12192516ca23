package vn.kyso.certificate.authority;

import vn.kyso.certificate.profile.CertificateProfile;

/// What one of the CA's own keys is for. The order is that in which they are made: issuers first.
public enum AuthorityRole {
    ROOT(CertificateProfile.ROOT),
    ISSUING(CertificateProfile.ISSUING),
    /// Answers OCSP about what the root issued.
    ROOT_RESPONDER(CertificateProfile.OCSP_RESPONDER),
    /// Answers OCSP about what the issuing CA issued.
    ISSUING_RESPONDER(CertificateProfile.OCSP_RESPONDER),
    TIMESTAMP(CertificateProfile.TIMESTAMP);

    private final CertificateProfile profile;

    AuthorityRole(CertificateProfile profile) {
        this.profile = profile;
    }

    CertificateProfile profile() {
        return profile;
    }

    /// The role whose key signs this one's certificate; the root signs its own.
    AuthorityRole issuer() {
        return switch (this) {
            case ROOT, ISSUING, ROOT_RESPONDER -> ROOT;
            case ISSUING_RESPONDER, TIMESTAMP -> ISSUING;
        };
    }
}
