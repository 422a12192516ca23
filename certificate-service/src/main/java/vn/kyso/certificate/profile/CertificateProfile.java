package vn.kyso.certificate.profile;

import org.bouncycastle.asn1.x509.KeyUsage;

/// The kinds of certificate that this CA issues.
public enum CertificateProfile {
    /// The self-signed root: issues the issuing CA and its own OCSP responder.
    ROOT(KeyUsage.keyCertSign | KeyUsage.cRLSign),
    /// Issues everything else; no CA stands below it.
    ISSUING(KeyUsage.keyCertSign | KeyUsage.cRLSign),
    /// A responder that its CA has delegated OCSP to (RFC 6960, 4.2.2.2).
    OCSP_RESPONDER(KeyUsage.digitalSignature),
    /// The time-stamp authority (RFC 3161, 2.3).
    TIMESTAMP(KeyUsage.digitalSignature),
    /// A person who signs.
    PERSON(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
    /// An organisation that signs.
    ORGANISATION(KeyUsage.digitalSignature | KeyUsage.nonRepudiation);

    private final int keyUsage;

    CertificateProfile(int keyUsage) {
        this.keyUsage = keyUsage;
    }

    /// The bits of `keyUsage`, as BouncyCastle numbers them.
    public int keyUsage() {
        return keyUsage;
    }

    /// Whether it may issue certificates.
    public boolean authority() {
        return switch (this) {
            case ROOT, ISSUING -> true;
            case OCSP_RESPONDER, TIMESTAMP, PERSON, ORGANISATION -> false;
        };
    }

    /// Whether its holder is a subscriber.
    public boolean signer() {
        return switch (this) {
            case PERSON, ORGANISATION -> true;
            case ROOT, ISSUING, OCSP_RESPONDER, TIMESTAMP -> false;
        };
    }
}
