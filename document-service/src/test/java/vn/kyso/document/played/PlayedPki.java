package vn.kyso.document.played;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
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
import vn.kyso.cades.SignatureAlgorithm;
import vn.kyso.cades.SignedAttributes;
import vn.kyso.cades.TimestampInvalidException;
import vn.kyso.cades.TimestampRequest;
import vn.kyso.testkit.TestKeys;

/// Root, issuing CA, TSA and signers, whose status is asked for over HTTP under the addresses that the certificates
/// name.
public final class PlayedPki {
    private static final Duration LONG = Duration.ofDays(3_000);
    private static final String POLICY = "1.3.6.1.4.1.32473.1.2";

    private final AtomicInteger serials = new AtomicInteger(0x4100);
    private final Map<BigInteger, Revocation> revoked = new ConcurrentHashMap<>();
    private final Queue<String> traces = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final Holder root;
    private final Holder issuing;
    private final Holder tsa;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger calledInVain = new AtomicInteger();
    private volatile boolean respondersUp = true;
    private volatile boolean listsUp = true;
    private volatile boolean stampsUp = true;

    /// A certificate with its key and the chain up to the root, itself first.
    public record Holder(X509Certificate certificate, PrivateKey key, List<X509Certificate> chain) {
        public Holder {
            chain = List.copyOf(chain);
        }

        public String digest() {
            return Certificates.digest(certificate);
        }

        public String serial() {
            return Certificates.serial(certificate);
        }
    }

    private record Revocation(Instant at, int reason) {}

    public PlayedPki() {
        server = serve();
        root = issue("CN=Played Root,O=Kyso,C=VN", TestKeys.p256(), null, LONG, PlayedCertificates.Kind.AUTHORITY);
        issuing =
                issue("CN=Played Issuing,O=Kyso,C=VN", TestKeys.p256(), root, LONG, PlayedCertificates.Kind.AUTHORITY);
        tsa = issue("CN=Played TSA,O=Kyso,C=VN", TestKeys.p256(), issuing, LONG, PlayedCertificates.Kind.TSA);
    }

    /// The address as certificates write it: judges reach it, the egress port would not go there.
    public String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/pki";
    }

    /// Where [#baseUrl] is reached from the service.
    public String internalUrl() {
        return origin() + "/pki";
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public X509Certificate root() {
        return root.certificate();
    }

    public Holder signer(String name) {
        return signer(name, TestKeys.p256(), Duration.ofDays(365));
    }

    /// @param remaining validity; negative for one that has expired
    public Holder signer(String name, KeyPair keys, Duration remaining) {
        return issue("CN=" + name + ",C=VN", keys, issuing, remaining, PlayedCertificates.Kind.SIGNER);
    }

    /// Whose certificate names these responders and lists, in place of ours.
    public Holder signerAt(String name, List<String> responders, List<String> lists) {
        Instant now = Instant.now();
        return new PlayedCertificates(responders, lists)
                .issue(
                        nextSerial(),
                        "CN=" + name + ",C=VN",
                        TestKeys.p256(),
                        issuing,
                        now.minus(Duration.ofDays(30)),
                        now.plus(Duration.ofDays(335)),
                        PlayedCertificates.Kind.SIGNER);
    }

    /// So many addresses, under which calls are counted and never answered.
    public List<String> mute(int count) {
        return IntStream.range(0, count).mapToObj(i -> baseUrl() + "/mute/" + i).toList();
    }

    /// So many addresses, under which calls are counted and refused at once.
    public List<String> refusing(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> baseUrl() + "/refusing/" + i)
                .toList();
    }

    /// Calls that came under [#mute] and [#refusing].
    public int calledInVain() {
        return calledInVain.get();
    }

    /// @param from when its validity begins
    public Holder signer(String name, Instant from, Duration validity) {
        return new PlayedCertificates(List.of(baseUrl() + "/ocsp"), List.of(baseUrl() + "/crl/issuing.crl"))
                .issue(
                        nextSerial(),
                        "CN=" + name + ",C=VN",
                        TestKeys.p256(),
                        issuing,
                        from,
                        from.plus(validity),
                        PlayedCertificates.Kind.SIGNER);
    }

    /// @param reason CRLReason; 6 suspends
    public void revoke(Holder holder, Instant at, int reason) {
        revoked.put(holder.certificate().getSerialNumber(), new Revocation(at, reason));
    }

    /// Whether responders and lists answer.
    public void answer(boolean responders, boolean lists) {
        respondersUp = responders;
        listsUp = lists;
    }

    /// Whether the TSA answers document-service.
    public void stamp(boolean up) {
        stampsUp = up;
    }

    /// OCSP requests that came.
    public int asked() {
        return asked.get();
    }

    /// The trace contexts of the calls to `/ocsp` and `/tsa`, each with its address.
    public List<String> traces() {
        return List.copyOf(traces);
    }

    private void keepTrace(HttpExchange exchange) {
        traces.add(exchange.getRequestURI().getPath() + " "
                + exchange.getRequestHeaders().getFirst("traceparent"));
    }

    /// What signing-service makes for one document.
    public byte[] cms(Holder signer, byte[] digest, boolean timestamped) {
        try {
            SignedAttributes attributes = SignedAttributes.forPades(digest, signer.certificate());
            SignatureAlgorithm algorithm =
                    SignatureAlgorithm.of(signer.certificate().getPublicKey());
            Signature signature = Signature.getInstance(algorithm.jcaName());
            signature.initSign(signer.key());
            signature.update(attributes.der());
            byte[] value = signature.sign();
            byte[] cms = CmsSignature.assemble(attributes, value, algorithm, signer.chain(), null);
            if (!timestamped) {
                return cms;
            }
            byte[] imprint = java.security.MessageDigest.getInstance("SHA-256").digest(value);
            TimestampRequest request = TimestampRequest.of(imprint, null);
            return CmsSignature.withTimestamp(cms, request.tokenIn(stamp(request.der())));
        } catch (GeneralSecurityException | CmsInvalidException | TimestampInvalidException e) {
            throw new IllegalStateException("The played signing key can't sign", e);
        }
    }

    /// An OCSP response about the holder, as it travels with its state.
    public byte[] ocsp(Holder holder) {
        return respond(new OcspCheck(holder.certificate(), issuing.certificate()).request(null));
    }

    /// The lists of both CAs, as judges take them.
    public List<byte[]> lists() {
        return List.of(list(root), list(issuing));
    }

    private byte[] stamp(byte[] request) {
        try {
            var tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", tsa.key(), tsa.certificate()),
                    new JcaDigestCalculatorProviderBuilder().build().get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    new ASN1ObjectIdentifier(POLICY));
            tokens.addCertificates(new JcaCertStore(List.of(tsa.certificate(), issuing.certificate())));
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(
                            new org.bouncycastle.tsp.TimeStampRequest(request),
                            BigInteger.valueOf(serials.incrementAndGet()),
                            new Date())
                    .getEncoded();
        } catch (TSPException | GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("The played TSA can't stamp", e);
        }
    }

    private byte[] respond(byte[] request) {
        try {
            OCSPReq query = new OCSPReq(request);
            Req single = query.getRequestList()[0];
            BigInteger serial = single.getCertID().getSerialNumber();
            Holder by = serial.equals(issuing.certificate().getSerialNumber()) ? root : issuing;
            X509CertificateHolder own = new X509CertificateHolder(Certificates.der(by.certificate()));
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(own.getSubject()));
            Revocation revocation = revoked.get(serial);
            CertificateStatus status = revocation == null
                    ? CertificateStatus.GOOD
                    : new RevokedStatus(Date.from(revocation.at()), revocation.reason());
            Instant now = Instant.now();
            builder.addResponse(single.getCertID(), status, Date.from(now), Date.from(now.plus(Duration.ofHours(1))));
            Extension nonce = query.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
            if (nonce != null) {
                builder.setResponseExtensions(new Extensions(nonce));
            }
            var basic = builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(by.key()),
                    new X509CertificateHolder[0],
                    Date.from(now));
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, basic)
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("The played responder can't answer", e);
        }
    }

    private byte[] list(Holder by) {
        try {
            Instant now = Instant.now();
            var builder = new JcaX509v2CRLBuilder(
                    by.certificate().getSubjectX500Principal(), Date.from(now.minusSeconds(60)));
            builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(1))));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
            revoked.forEach((serial, revocation) ->
                    builder.addCRLEntry(serial, Date.from(revocation.at()), revocation.reason()));
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.key()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("The played CA can't make its list", e);
        }
    }

    private HttpServer serve() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/pki/ocsp", exchange -> {
                asked.incrementAndGet();
                keepTrace(exchange);
                byte[] request = exchange.getRequestMethod().equals("GET")
                        ? ofPath(exchange.getRequestURI().getPath())
                        : exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
                answer(exchange, respondersUp, () -> respond(request));
            });
            http.createContext("/pki/tsa", exchange -> {
                keepTrace(exchange);
                byte[] request = exchange.getRequestBody().readAllBytes();
                answer(exchange, stampsUp, () -> stamp(request));
            });
            http.createContext("/pki/crl/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/pkix-crl");
                boolean ofRoot = exchange.getRequestURI().getPath().endsWith("/root.crl");
                answer(exchange, listsUp, () -> list(ofRoot ? root : issuing));
            });
            // Without an answer and without an end.
            http.createContext("/pki/mute", exchange -> calledInVain.incrementAndGet());
            http.createContext("/pki/refusing", exchange -> {
                calledInVain.incrementAndGet();
                answer(exchange, false, () -> new byte[0]);
            });
            http.setExecutor(Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("played-pki-", 0).factory()));
            http.start();
            return http;
        } catch (IOException e) {
            throw new IllegalStateException("The played PKI can't be served", e);
        }
    }

    /// A request by GET (RFC 6960, A.1).
    private static byte[] ofPath(String path) {
        return Base64.getDecoder().decode(path.substring("/pki/ocsp/".length()));
    }

    private static void answer(HttpExchange exchange, boolean up, java.util.function.Supplier<byte[]> body)
            throws IOException {
        byte[] bytes = up ? body.get() : new byte[0];
        exchange.sendResponseHeaders(up ? 200 : 503, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Holder issue(
            String name, KeyPair keys, @Nullable Holder issuer, Duration remaining, PlayedCertificates.Kind kind) {
        Instant now = Instant.now();
        String list = issuer == null || issuer.chain().size() == 1 ? "root" : "issuing";
        return new PlayedCertificates(List.of(baseUrl() + "/ocsp"), List.of(baseUrl() + "/crl/" + list + ".crl"))
                .issue(nextSerial(), name, keys, issuer, now.minus(Duration.ofDays(30)), now.plus(remaining), kind);
    }

    private BigInteger nextSerial() {
        return BigInteger.valueOf(serials.incrementAndGet());
    }

    /// CRLReason of a suspension.
    public static final int ON_HOLD = CRLReason.certificateHold;
}
