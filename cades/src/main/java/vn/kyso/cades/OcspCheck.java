package vn.kyso.cades;

import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.RevocationInvalidException.Fault;

/// Asks about one certificate by OCSP (RFC 6960), and decides whether an answer is believed: signed by the issuer
/// itself, or by a responder that the issuer has certified for it (4.2.2.2: `id-kp-OCSPSigning`, within its
/// validity); about this very certificate; in force at the moment looked at.
public final class OcspCheck {
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final X509Certificate issuer;

    public OcspCheck(X509Certificate certificate, X509Certificate issuer) {
        this.certificate = certificate;
        this.issuer = issuer;
    }

    /// A nonce for one request (RFC 8954: 32 bytes).
    public static byte[] nonce() {
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    /// The OCSPRequest. CertID is by SHA-1, the only one that every responder knows (RFC 5019, 2.1.1); it identifies,
    /// nothing rests on its strength.
    ///
    /// @param nonce null for an answer that may come from a cache
    public byte[] request(byte @Nullable [] nonce) {
        try {
            OCSPReqBuilder builder = new OCSPReqBuilder();
            builder.addRequest(certificateId(digests()));
            if (nonce != null) {
                builder.setRequestExtensions(new Extensions(new Extension(
                        OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce).getEncoded())));
            }
            return builder.build().getEncoded();
        } catch (OCSPException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("A request of known fields can't be encoded", e);
        }
    }

    /// What the response says about the certificate, if it is to be believed at this moment.
    ///
    /// @param tolerance how far the responder's clock may be ahead of `at`, and how old an answer without
    ///     `nextUpdate` may be
    /// @param nonce the request's nonce; an answer without one is accepted (many responders ignore it), a different
    ///     one is not
    public RevocationStatus verify(byte[] response, Instant at, Duration tolerance, byte @Nullable [] nonce)
            throws RevocationInvalidException {
        BasicOCSPResp basic = basicResponse(response);
        if (nonce != null) {
            checkNonce(basic, nonce);
        }
        X509CertificateHolder responder = responder(basic);
        try {
            if (!basic.isSignatureValid(new JcaContentVerifierProviderBuilder().build(responder))) {
                throw new RevocationInvalidException(Fault.SIGNATURE, "The response's signature does not verify");
            }
            if (!responder.isValidOn(basic.getProducedAt())) {
                throw new RevocationInvalidException(Fault.RESPONDER, "The responder's certificate was not valid");
            }
            SingleResp single = single(basic);
            checkTime(single, at, tolerance);
            return status(single);
        } catch (OCSPException
                | OperatorCreationException
                | java.security.cert.CertificateException
                | RuntimeException e) {
            throw new RevocationInvalidException(Fault.MALFORMED, "The response can't be verified", e);
        }
    }

    /// When the response was signed; nothing is verified.
    public static Instant producedAt(byte[] response) throws RevocationInvalidException {
        return basicResponse(response).getProducedAt().toInstant();
    }

    /// The certificates that travel with the response (a delegated responder's); nothing is verified.
    public static List<X509Certificate> certificatesIn(byte[] response) throws RevocationInvalidException {
        try {
            return Arrays.stream(basicResponse(response).getCerts())
                    .map(OcspCheck::certificate)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new RevocationInvalidException(Fault.MALFORMED, "A certificate in the response can't be read", e);
        }
    }

    private static BasicOCSPResp basicResponse(byte[] response) throws RevocationInvalidException {
        try {
            OCSPResp parsed = new OCSPResp(response);
            if (parsed.getStatus() != OCSPResp.SUCCESSFUL) {
                throw new RevocationInvalidException(
                        Fault.REFUSED, "The responder answered with error " + parsed.getStatus());
            }
            if (parsed.getResponseObject() instanceof BasicOCSPResp basic) {
                return basic;
            }
            throw new RevocationInvalidException(Fault.MALFORMED, "Not a basic OCSP response");
        } catch (OCSPException | IOException | RuntimeException e) {
            throw new RevocationInvalidException(Fault.MALFORMED, "Not an OCSP response", e);
        }
    }

    private static void checkNonce(BasicOCSPResp basic, byte[] nonce) throws RevocationInvalidException {
        Extension extension = basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (extension == null) {
            return;
        }
        byte[] theirs;
        try {
            theirs = ASN1OctetString.getInstance(extension.getParsedValue()).getOctets();
        } catch (RuntimeException e) {
            throw new RevocationInvalidException(Fault.MALFORMED, "The nonce can't be read", e);
        }
        if (!Arrays.equals(theirs, nonce)) {
            throw new RevocationInvalidException(Fault.NONCE, "The response answers another request");
        }
    }

    private X509CertificateHolder responder(BasicOCSPResp basic) throws RevocationInvalidException {
        try {
            X509CertificateHolder issuerHolder = new X509CertificateHolder(Certificates.der(issuer));
            JcaContentVerifierProviderBuilder verifiers = new JcaContentVerifierProviderBuilder();
            for (X509CertificateHolder candidate : basic.getCerts()) {
                if (candidate.equals(issuerHolder)) {
                    continue;
                }
                if (candidate.getIssuer().equals(issuerHolder.getSubject())
                        && candidate.isSignatureValid(verifiers.build(issuerHolder))
                        && mayAnswer(certificate(candidate))) {
                    return candidate;
                }
            }
            if (basic.isSignatureValid(verifiers.build(issuerHolder))) {
                return issuerHolder;
            }
        } catch (IOException
                | OCSPException
                | OperatorCreationException
                | org.bouncycastle.cert.CertException
                | java.security.cert.CertificateException
                | RuntimeException e) {
            throw new RevocationInvalidException(Fault.RESPONDER, "The responder's certificate can't be checked", e);
        }
        throw new RevocationInvalidException(Fault.RESPONDER, "Signed by nobody whom the issuer has entrusted with it");
    }

    private static boolean mayAnswer(X509Certificate candidate) throws CertificateParsingException {
        List<String> usages = candidate.getExtendedKeyUsage();
        return usages != null && usages.contains(OCSP_SIGNING);
    }

    private SingleResp single(BasicOCSPResp basic) throws RevocationInvalidException, OperatorCreationException {
        DigestCalculatorProvider digests = digests();
        for (SingleResp candidate : basic.getResponses()) {
            CertificateID id = candidate.getCertID();
            try {
                if (id.getSerialNumber().equals(certificate.getSerialNumber())
                        && id.matchesIssuer(new X509CertificateHolder(Certificates.der(issuer)), digests)) {
                    return candidate;
                }
            } catch (OCSPException | IOException e) {
                throw new RevocationInvalidException(Fault.MALFORMED, "The certificate id can't be compared", e);
            }
        }
        throw new RevocationInvalidException(Fault.OTHER_CERTIFICATE, "The response is about another certificate");
    }

    private static void checkTime(SingleResp single, Instant at, Duration tolerance) throws RevocationInvalidException {
        Instant thisUpdate = single.getThisUpdate().toInstant();
        Instant nextUpdate = instant(single.getNextUpdate());
        Instant until = nextUpdate == null ? thisUpdate.plus(tolerance) : nextUpdate;
        if (thisUpdate.isAfter(at.plus(tolerance)) || at.isAfter(until)) {
            throw new RevocationInvalidException(
                    Fault.STALE, "In force from " + thisUpdate + " to " + until + ", looked at " + at);
        }
    }

    private static RevocationStatus status(SingleResp single) {
        Instant thisUpdate = single.getThisUpdate().toInstant();
        @Nullable Instant nextUpdate = instant(single.getNextUpdate());
        CertificateStatus status = single.getCertStatus();
        if (status == CertificateStatus.GOOD) {
            return new RevocationStatus.Good(thisUpdate, nextUpdate);
        }
        if (status instanceof RevokedStatus revoked) {
            int reason = revoked.hasRevocationReason() ? revoked.getRevocationReason() : -1;
            return new RevocationStatus.Revoked(
                    thisUpdate, nextUpdate, revoked.getRevocationTime().toInstant(), reason);
        }
        return new RevocationStatus.Unknown(thisUpdate, nextUpdate);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private CertificateID certificateId(DigestCalculatorProvider digests)
            throws OCSPException, OperatorCreationException {
        try {
            return new CertificateID(
                    digests.get(CertificateID.HASH_SHA1),
                    new X509CertificateHolder(Certificates.der(issuer)),
                    certificate.getSerialNumber());
        } catch (IOException e) {
            throw new IllegalArgumentException("An issuer without an encoding", e);
        }
    }

    private static DigestCalculatorProvider digests() throws OperatorCreationException {
        return new JcaDigestCalculatorProviderBuilder().build();
    }

    private static X509Certificate certificate(X509CertificateHolder holder) {
        try {
            return Certificates.parse(holder.getEncoded());
        } catch (IOException e) {
            throw new IllegalArgumentException("A certificate without an encoding", e);
        }
    }
}
