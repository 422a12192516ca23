package vn.kyso.cades;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.RevocationInvalidException.Fault;

/// Looks a certificate up in a CRL (RFC 5280, 5 and 6.3), after checking that its own issuer signed the list, may
/// sign lists, and that the list is in force and complete (neither delta nor indirect).
public final class CrlCheck {
    private static final String DELTA_CRL_INDICATOR = "2.5.29.27";
    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    private static final int CRL_SIGN = 6;

    private final X509Certificate issuer;

    public CrlCheck(X509Certificate issuer) {
        this.issuer = issuer;
    }

    /// What the list says about the certificate at this moment.
    public RevocationStatus verify(byte[] crl, X509Certificate certificate, Instant at)
            throws RevocationInvalidException {
        X509CRL list = parse(crl);
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                || !certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            throw new RevocationInvalidException(Fault.OTHER_CERTIFICATE, "The list is another issuer's");
        }
        boolean[] usage = issuer.getKeyUsage();
        if (usage != null && !usage[CRL_SIGN]) {
            throw new RevocationInvalidException(Fault.RESPONDER, "The issuer may not sign lists");
        }
        Set<String> critical = list.getCriticalExtensionOIDs();
        if (critical != null
                && (critical.contains(DELTA_CRL_INDICATOR) || critical.contains(ISSUING_DISTRIBUTION_POINT))) {
            throw new RevocationInvalidException(
                    Fault.MALFORMED, "A partial list says nothing about what it leaves out");
        }
        try {
            list.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new RevocationInvalidException(Fault.SIGNATURE, "The list's signature does not verify", e);
        }
        Instant thisUpdate = list.getThisUpdate().toInstant();
        @Nullable Instant nextUpdate = instant(list.getNextUpdate());
        if (thisUpdate.isAfter(at) || nextUpdate == null || at.isAfter(nextUpdate)) {
            throw new RevocationInvalidException(
                    Fault.STALE, "In force from " + thisUpdate + " to " + nextUpdate + ", looked at " + at);
        }
        X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
        if (entry == null) {
            return new RevocationStatus.Good(thisUpdate, nextUpdate);
        }
        int reason = entry.getRevocationReason() == null ? -1 : reasonCode(entry.getRevocationReason());
        return new RevocationStatus.Revoked(
                thisUpdate, nextUpdate, entry.getRevocationDate().toInstant(), reason);
    }

    /// Since when the list is in force; nothing is verified.
    public static Instant thisUpdate(byte[] crl) throws RevocationInvalidException {
        return parse(crl).getThisUpdate().toInstant();
    }

    private static int reasonCode(java.security.cert.CRLReason reason) {
        // The platform's enum follows the order of RFC 5280, 5.3.1, with the unused value 7 in its place.
        return reason.ordinal();
    }

    private static X509CRL parse(byte[] crl) throws RevocationInvalidException {
        try {
            X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(crl));
            if (list == null) {
                throw new RevocationInvalidException(Fault.MALFORMED, "Not a certificate revocation list");
            }
            return list;
        } catch (CRLException | CertificateException e) {
            throw new RevocationInvalidException(Fault.MALFORMED, "Not a certificate revocation list", e);
        }
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
