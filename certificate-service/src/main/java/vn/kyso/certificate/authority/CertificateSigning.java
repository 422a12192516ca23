package vn.kyso.certificate.authority;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;
import org.jspecify.annotations.Nullable;
import vn.kyso.certificate.lint.Lints;
import vn.kyso.certificate.lint.ProfileViolatedException;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// The one place where certificates are signed: the draft is written, every lint looks at it, and only then
/// does the key see it.
final class CertificateSigning {
    private static final SecureRandom RANDOM = new SecureRandom();
    /// The highest bit is set, the others are random: positive, 16 octets, far over the 64 bits that are asked
    /// for.
    private static final int SERIAL_BITS = 127;

    private final ProfileExtensions extensions;

    CertificateSigning(ProfileExtensions extensions) {
        this.extensions = extensions;
    }

    /// What a certificate is about.
    ///
    /// @param notBefore to the second
    /// @param notAfter to the second
    record Wanted(
            CertificateProfile profile,
            X500Name subject,
            SubjectPublicKeyInfo key,
            Instant notBefore,
            Instant notAfter) {}

    /// Signs by an issuer; null for the root's own certificate.
    ///
    /// @throws ProfileViolatedException if a lint objects; nothing was signed
    X509CertificateHolder sign(Wanted wanted, @Nullable AuthorityKey issuer, ContentSigner signer)
            throws ProfileViolatedException {
        CertificateDraft draft = new CertificateDraft(
                wanted.profile(),
                draft(wanted, issuer, signer.getAlgorithmIdentifier()),
                issuer == null ? null : issuer.holder());
        Lints.require(draft);
        return signed(draft, signer);
    }

    private byte[] draft(Wanted wanted, @Nullable AuthorityKey issuer, AlgorithmIdentifier algorithm) {
        V3TBSCertificateGenerator tbs = new V3TBSCertificateGenerator();
        tbs.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1)));
        tbs.setSignature(algorithm);
        tbs.setIssuer(issuer == null ? wanted.subject() : issuer.holder().getSubject());
        tbs.setStartDate(new Time(Date.from(wanted.notBefore())));
        tbs.setEndDate(new Time(Date.from(wanted.notAfter())));
        tbs.setSubject(wanted.subject());
        tbs.setSubjectPublicKeyInfo(wanted.key());
        tbs.setExtensions(extensions.of(wanted.profile(), wanted.key(), issuer));
        try {
            return tbs.generateTBSCertificate().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("A certificate of known fields can't be encoded", e);
        }
    }

    private static X509CertificateHolder signed(CertificateDraft draft, ContentSigner signer) {
        try (OutputStream out = signer.getOutputStream()) {
            out.write(draft.der());
            out.flush();
            DERSequence certificate = new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
                draft.tbs(), signer.getAlgorithmIdentifier(), new DERBitString(signer.getSignature())
            });
            return new X509CertificateHolder(certificate.getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("A signed certificate can't be encoded", e);
        }
    }
}
