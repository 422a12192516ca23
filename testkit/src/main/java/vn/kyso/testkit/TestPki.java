package vn.kyso.testkit;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.CmsInvalidException;
import vn.kyso.cades.CmsSignature;
import vn.kyso.cades.OcspCheck;
import vn.kyso.cades.RevocationData;
import vn.kyso.cades.SignatureAlgorithm;
import vn.kyso.cades.SignedAttributes;
import vn.kyso.cades.TimestampInvalidException;
import vn.kyso.cades.TimestampRequest;
import vn.kyso.cades.TimestampToken;

/// A whole PKI in memory: root, issuing CA, OCSP responder, TSA and signers, with keys made when the JVM starts. Its
/// clock is the caller's; judges outside look at the machine's own, so what they shall judge must be made by that.
public final class TestPki {
    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration STATUS_LIFE = Duration.ofDays(7);
    private static final String TSA_POLICY = "1.3.6.1.4.1.99999.1";
    private static final KeyPair ROOT = keys("EC", 256);
    private static final KeyPair ISSUING = keys("EC", 256);
    private static final KeyPair RESPONDER = keys("EC", 256);
    private static final KeyPair TSA = keys("EC", 256);
    private static final KeyPair P256 = keys("EC", 256);
    private static final KeyPair RSA2048 = keys("RSA", 2048);

    private final InstantSource clock;
    private final AtomicInteger serials = new AtomicInteger(0x1000);
    private final Identity root;
    private final Identity issuing;
    private final Identity responder;
    private final Identity tsa;
    private final Identity p256;
    private final Identity rsa2048;

    /// A certificate with its key and the certificates up to the root, itself first.
    public record Identity(X509Certificate certificate, PrivateKey key, List<X509Certificate> chain) {
        public Identity {
            chain = List.copyOf(chain);
        }

        /// The value as a credential's key gives it.
        public byte[] sign(byte[] data) {
            try {
                Signature signature = Signature.getInstance(algorithm().jcaName());
                signature.initSign(key);
                signature.update(data);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("A test key can't sign", e);
            }
        }

        public SignatureAlgorithm algorithm() {
            return SignatureAlgorithm.of(certificate.getPublicKey());
        }

        @Override
        public String toString() {
            return "Identity[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    public TestPki(InstantSource clock) {
        this.clock = clock;
        this.root = issue("CN=Kyso Test Root,O=Kyso,C=VN", ROOT, null, Kind.AUTHORITY);
        this.issuing = issue("CN=Kyso Test Issuing,O=Kyso,C=VN", ISSUING, root, Kind.AUTHORITY);
        this.responder = issue("CN=Kyso Test OCSP,O=Kyso,C=VN", RESPONDER, issuing, Kind.RESPONDER);
        this.tsa = issue("CN=Kyso Test TSA,O=Kyso,C=VN", TSA, issuing, Kind.TIMESTAMPER);
        this.p256 = issue("CN=Nguyễn Thị Hường,C=VN", P256, issuing, Kind.SIGNER);
        this.rsa2048 = issue("CN=Đặng Quốc Khánh,C=VN", RSA2048, issuing, Kind.SIGNER);
    }

    /// By the machine's clock, as judges need it.
    public static TestPki now() {
        return new TestPki(InstantSource.system());
    }

    public X509Certificate root() {
        return root.certificate();
    }

    public X509Certificate issuing() {
        return issuing.certificate();
    }

    public Identity p256() {
        return p256;
    }

    public Identity rsa2048() {
        return rsa2048;
    }

    /// The finished CMS of this signer over a ByteRange digest.
    public byte[] cms(Identity signer, byte[] byteRangeDigest) {
        SignedAttributes attributes = SignedAttributes.forPades(byteRangeDigest, signer.certificate());
        return CmsSignature.assemble(
                attributes, signer.sign(attributes.der()), signer.algorithm(), signer.chain(), null);
    }

    /// The same with a signature timestamp.
    public byte[] timestampedCms(Identity signer, byte[] byteRangeDigest) {
        SignedAttributes attributes = SignedAttributes.forPades(byteRangeDigest, signer.certificate());
        byte[] value = signer.sign(attributes.der());
        byte[] cms = CmsSignature.assemble(attributes, value, signer.algorithm(), signer.chain(), null);
        try {
            return CmsSignature.withTimestamp(cms, timestamp(sha256(value)));
        } catch (CmsInvalidException e) {
            throw new IllegalStateException("A signature just made can't be timestamped", e);
        }
    }

    /// A token of the TSA.
    public TimestampToken timestamp(byte[] sha256) {
        TimestampRequest request = TimestampRequest.of(sha256, null);
        try {
            return request.tokenIn(timestampResponse(request.der()));
        } catch (TimestampInvalidException e) {
            throw new IllegalStateException("The test TSA gave nothing usable", e);
        }
    }

    /// A TimeStampResp to a TimeStampReq.
    public byte[] timestampResponse(byte[] request) {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", tsa.key(), tsa.certificate()),
                    digests.get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    new ASN1ObjectIdentifier(TSA_POLICY));
            tokens.addCertificates(new JcaCertStore(tsa.chain()));
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(
                            new org.bouncycastle.tsp.TimeStampRequest(request),
                            BigInteger.valueOf(serials.incrementAndGet()),
                            Date.from(clock.instant()))
                    .getEncoded();
        } catch (TSPException | GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("The test TSA can't stamp", e);
        }
    }

    /// An OCSPResponse that says good, of the responder, about a certificate of the issuing CA.
    public byte[] ocsp(X509Certificate certificate) {
        try {
            OCSPReq asked = new OCSPReq(new OcspCheck(certificate, issuing.certificate()).request(null));
            X509CertificateHolder own = new X509CertificateHolder(Certificates.der(responder.certificate()));
            Instant from = clock.instant();
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(own.getSubject()));
            builder.addResponse(
                    asked.getRequestList()[0].getCertID(),
                    CertificateStatus.GOOD,
                    Date.from(from),
                    Date.from(from.plus(STATUS_LIFE)));
            var basic = builder.build(signerOf(responder), new X509CertificateHolder[] {own}, Date.from(from));
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, basic)
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("The test responder can't answer", e);
        }
    }

    /// Empty lists of root and issuing CA.
    public List<byte[]> crls() {
        return List.of(crl(root), crl(issuing));
    }

    /// All that B-LT needs for a timestamped signature of this signer.
    public RevocationData revocationData(Identity signer) {
        List<X509Certificate> certificates = new ArrayList<>(signer.chain());
        certificates.add(tsa.certificate());
        certificates.add(responder.certificate());
        return new RevocationData(
                certificates, List.of(ocsp(signer.certificate()), ocsp(tsa.certificate())), List.of(crl(root)));
    }

    private byte[] crl(Identity authority) {
        Instant from = clock.instant().minus(Duration.ofHours(1));
        try {
            var builder = new JcaX509v2CRLBuilder(authority.certificate().getSubjectX500Principal(), Date.from(from));
            builder.setNextUpdate(Date.from(from.plus(STATUS_LIFE)));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate()));
            return builder.build(signerOf(authority)).getEncoded();
        } catch (OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A test CA can't make its list", e);
        }
    }

    private enum Kind {
        AUTHORITY,
        RESPONDER,
        TIMESTAMPER,
        SIGNER
    }

    private Identity issue(String name, KeyPair keys, @Nullable Identity issuer, Kind kind) {
        X500Name subject = new X500Name(name);
        X500Name by = issuer == null
                ? subject
                : X500Name.getInstance(
                        issuer.certificate().getSubjectX500Principal().getEncoded());
        Instant now = clock.instant();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    by,
                    BigInteger.valueOf(serials.incrementAndGet()),
                    Date.from(now.minus(Duration.ofDays(365))),
                    Date.from(now.plus(CA_LIFE)),
                    subject,
                    keys.getPublic());
            extend(builder, keys, issuer, kind);
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(issuer == null ? keys.getPrivate() : issuer.key())));
            List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
            if (issuer != null) {
                chain.addAll(issuer.chain());
            }
            return new Identity(certificate, keys.getPrivate(), chain);
        } catch (OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A test certificate can't be issued", e);
        }
    }

    private static void extend(JcaX509v3CertificateBuilder builder, KeyPair keys, @Nullable Identity issuer, Kind kind)
            throws GeneralSecurityException, IOException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(keys.getPublic()));
        if (issuer != null) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuer.certificate()));
        }
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(kind == Kind.AUTHORITY));
        int usage = switch (kind) {
            case AUTHORITY -> KeyUsage.keyCertSign | KeyUsage.cRLSign;
            case RESPONDER, TIMESTAMPER -> KeyUsage.digitalSignature;
            case SIGNER -> KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
        };
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        if (kind == Kind.RESPONDER) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
            builder.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
        } else if (kind == Kind.TIMESTAMPER) {
            builder.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        }
    }

    private static ContentSigner signerOf(Identity identity) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(identity.key());
    }

    private static byte[] sha256(byte[] data) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Keys are part of every Java platform", e);
        }
    }
}
