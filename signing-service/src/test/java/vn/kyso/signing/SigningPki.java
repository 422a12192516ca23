package vn.kyso.signing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import vn.kyso.cades.Certificates;
import vn.kyso.testkit.TestKeys;

/// A certificate authority with OCSP and a TSA over HTTP, as far as the signing-service needs its neighbours.
final class SigningPki implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

    private final KeyPair rootKey = TestKeys.p256();
    private final KeyPair tsaKey = TestKeys.p256();
    private final X509Certificate root;
    private final X509Certificate tsa;
    private final HttpServer server;

    /// The trace contexts of the requests to the TSA.
    final Queue<String> traces = new ConcurrentLinkedQueue<>();

    /// How many requests the TSA refuses before it answers again.
    final AtomicInteger refusals = new AtomicInteger();

    SigningPki(String name) {
        root = certificate("CN=" + name, rootKey.getPublic(), "CN=" + name, Kind.CA, past(400), future(4000));
        tsa = certificate("CN=TSA of " + name, tsaKey.getPublic(), "CN=" + name, Kind.TSA, past(300), future(3000));
        server = serve();
    }

    private enum Kind {
        CA,
        TSA,
        SIGNER
    }

    X509Certificate root() {
        return root;
    }

    URI tsaUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
    }

    X509Certificate issue(PublicKey key, Instant notBefore, Instant notAfter) {
        return certificate(
                "CN=Người Ký", key, root.getSubjectX500Principal().getName(), Kind.SIGNER, notBefore, notAfter);
    }

    List<X509Certificate> chain(X509Certificate leaf) {
        return List.of(leaf, root);
    }

    enum Status {
        GOOD,
        SUSPENDED,
        REVOKED
    }

    byte[] ocsp(X509Certificate of, Status status, Instant thisUpdate) {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(
                    new RespID(new X509CertificateHolder(Certificates.der(root)).getSubject()));
            CertificateID id = new CertificateID(
                    digests.get(CertificateID.HASH_SHA1),
                    new X509CertificateHolder(Certificates.der(root)),
                    of.getSerialNumber());
            CertificateStatus said = switch (status) {
                case GOOD -> CertificateStatus.GOOD;
                case SUSPENDED -> new RevokedStatus(Date.from(thisUpdate), 6);
                case REVOKED -> new RevokedStatus(Date.from(thisUpdate), 1);
            };
            builder.addResponse(id, said, Date.from(thisUpdate), Date.from(thisUpdate.plus(Duration.ofDays(1))));
            var basic = builder.build(signer(rootKey), new X509CertificateHolder[0], Date.from(thisUpdate));
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, basic)
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("The test CA can't say a status", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer serve() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/tsa", exchange -> {
                traces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
                byte[] request = exchange.getRequestBody().readAllBytes();
                if (refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    exchange.sendResponseHeaders(503, -1);
                } else {
                    byte[] answer = stamp(request);
                    exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                }
                exchange.close();
            });
            http.start();
            return http;
        } catch (IOException e) {
            throw new IllegalStateException("The test TSA does not start", e);
        }
    }

    private byte[] stamp(byte[] request) throws IOException {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var generator = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", tsaKey.getPrivate(), tsa),
                    digests.get(SHA256),
                    POLICY);
            generator.addCertificates(new JcaCertStore(List.of(tsa)));
            var responses = new TimeStampResponseGenerator(generator, TSPAlgorithms.ALLOWED);
            return responses
                    .generate(new TimeStampRequest(request), new BigInteger(64, RANDOM), new Date())
                    .getEncoded();
        } catch (TSPException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("The test TSA can't stamp", e);
        }
    }

    private static final org.bouncycastle.asn1.x509.AlgorithmIdentifier SHA256 =
            new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                    org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_sha256);

    private X509Certificate certificate(
            String subject, PublicKey key, String issuer, Kind kind, Instant notBefore, Instant notAfter) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    new BigInteger(64, RANDOM).setBit(62),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    new X500Name(subject),
                    key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(kind == Kind.CA));
            if (kind == Kind.TSA) {
                builder.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            }
            return Certificates.parse(builder.build(signer(rootKey)).getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("The test CA can't issue", e);
        }
    }

    private static ContentSigner signer(KeyPair pair) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    }

    private static Instant past(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    private static Instant future(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }
}
