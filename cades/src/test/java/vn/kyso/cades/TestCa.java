package vn.kyso.cades;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.jspecify.annotations.Nullable;

/// A certification authority of one test: a self-signed root that issues whatever is asked of it.
final class TestCa {
    static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

    private static final AtomicInteger SERIALS = new AtomicInteger(4096);

    /// A certificate and its private key.
    record Holder(X509Certificate certificate, PrivateKey key) {}

    private final Holder root;

    TestCa(String name) {
        KeyPair pair = keys("EC", 256);
        X500Name subject = new X500Name("CN=" + name);
        this.root = new Holder(certify(subject, subject, pair, pair.getPrivate(), null, true), pair.getPrivate());
    }

    X509Certificate root() {
        return root.certificate();
    }

    Holder signer(String algorithm, int bits) {
        return issue("CN=Nguyễn Văn An", keys(algorithm, bits), null);
    }

    Holder timestamper() {
        return issue("CN=TSA", keys("EC", 256), KeyPurposeId.id_kp_timeStamping);
    }

    Holder responder() {
        return issue("CN=OCSP", keys("EC", 256), KeyPurposeId.id_kp_OCSPSigning);
    }

    private Holder issue(String name, KeyPair pair, @Nullable KeyPurposeId purpose) {
        X500Name issuer = X500Name.getInstance(root.certificate().getSubjectX500Principal().getEncoded());
        return new Holder(certify(issuer, new X500Name(name), pair, root.key(), purpose, false), pair.getPrivate());
    }

    private static X509Certificate certify(
            X500Name issuer,
            X500Name subject,
            KeyPair pair,
            PrivateKey key,
            @Nullable KeyPurposeId purpose,
            boolean authority) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIALS.incrementAndGet()),
                    Date.from(NOW.minus(Duration.ofDays(1000))),
                    Date.from(NOW.plus(Duration.ofDays(1000))),
                    subject,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            authority
                                    ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                                    : KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            if (purpose != null) {
                builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A signature as the key of a credential makes it.
    static byte[] sign(Holder holder, byte[] data) {
        try {
            Signature signature = Signature.getInstance(
                    SignatureAlgorithm.of(holder.certificate().getPublicKey()).jcaName());
            signature.initSign(holder.key());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A TimeStampResp of this TSA.
    static byte[] stamp(Holder tsa, byte[] request, Instant at) {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build("SHA256withECDSA", tsa.key(), tsa.certificate()),
                    digests.get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    new ASN1ObjectIdentifier("1.2.3.4"));
            tokens.addCertificates(new JcaCertStore(List.of(tsa.certificate())));
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(
                            new TimeStampRequest(request),
                            BigInteger.valueOf(SERIALS.incrementAndGet()),
                            Date.from(at))
                    .getEncoded();
        } catch (TSPException | GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An OCSPResponse about whatever is asked.
    byte[] answer(byte[] request, Holder responder, @Nullable CertificateStatus status, Instant from, Instant until) {
        try {
            OCSPReq asked = new OCSPReq(request);
            X509CertificateHolder certificate =
                    new X509CertificateHolder(Certificates.der(responder.certificate()));
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(certificate.getSubject()));
            builder.addResponse(asked.getRequestList()[0].getCertID(), status, Date.from(from), Date.from(until));
            var nonce = asked.getExtension(
                    org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
            if (nonce != null) {
                builder.setResponseExtensions(new org.bouncycastle.asn1.x509.Extensions(nonce));
            }
            var basic = builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(responder.key()),
                    new X509CertificateHolder[] {certificate},
                    Date.from(from));
            OCSPResp response = new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic);
            return response.getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Holder rootHolder() {
        return root;
    }

    /// A CRL with perhaps one entry.
    byte[] crl(@Nullable X509Certificate revoked, int reason, Instant from, Instant until) {
        try {
            var builder = new JcaX509v2CRLBuilder(root.certificate().getSubjectX500Principal(), Date.from(from));
            builder.setNextUpdate(Date.from(until));
            if (revoked != null) {
                builder.addCRLEntry(revoked.getSerialNumber(), Date.from(from), reason);
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(root.key()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static int hold() {
        return CRLReason.certificateHold;
    }

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
