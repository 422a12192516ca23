package vn.kyso.notification.push;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import vn.kyso.testkit.TestKeys;

/// APNs on this machine: HTTP/2 over TLS, keeps what it is sent and answers as it is told, 200 otherwise.
public final class Apple implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    /// Kept, because a logger that nobody holds forgets its level.
    private static final Logger SERVER_LOG = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final X509Certificate certificate;
    private final List<Received> received = new ArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();

    private Apple(X509Certificate certificate) {
        this.certificate = certificate;
    }

    static Apple start(Path folder) {
        SERVER_LOG.setLevel(Level.SEVERE);
        try {
            KeyPair key = TestKeys.p256();
            Apple apple = new Apple(selfSigned(key));
            Path store = folder.resolve("apple.p12");
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "apple", key.getPrivate(), PASSWORD.toCharArray(), new X509Certificate[] {apple.certificate});
            try (OutputStream out = Files.newOutputStream(store)) {
                keys.store(out, PASSWORD.toCharArray());
            }
            apple.serve(folder, store);
            return apple;
        } catch (GeneralSecurityException | OperatorCreationException | IOException | LifecycleException e) {
            throw new IllegalStateException("APNs did not start", e);
        }
    }

    private void serve(Path folder, Path store) throws LifecycleException {
        tomcat.setBaseDir(folder.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setSecure(true);
        connector.setScheme("https");
        connector.setProperty("SSLEnabled", "true");
        SSLHostConfig ssl = new SSLHostConfig();
        SSLHostConfigCertificate entry = new SSLHostConfigCertificate(ssl, SSLHostConfigCertificate.Type.UNDEFINED);
        entry.setCertificateKeystoreFile(store.toString());
        entry.setCertificateKeystorePassword(PASSWORD);
        ssl.addCertificate(entry);
        connector.addSslHostConfig(ssl);
        connector.addUpgradeProtocol(new Http2Protocol());
        tomcat.setConnector(connector);
        var context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "apns", new HttpServlet() {
            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                Map<String, String> headers = new HashMap<>();
                Collections.list(request.getHeaderNames()).forEach(name -> headers.put(name, request.getHeader(name)));
                Answer answer = take(new Received(
                        request.getProtocol(),
                        request.getRequestURI(),
                        headers,
                        request.getInputStream().readAllBytes()));
                response.setStatus(answer.status);
                answer.headers.forEach(response::setHeader);
                response.getWriter().write(answer.body);
            }
        });
        context.addServletMappingDecoded("/*", "apns");
        tomcat.start();
    }

    String origin() {
        return "https://localhost:" + tomcat.getConnector().getLocalPort();
    }

    X509Certificate certificate() {
        return certificate;
    }

    /// A client that trusts this server alone.
    HttpClient client() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("apple", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_2)
                    .sslContext(context)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The client could not be made", e);
        }
    }

    synchronized void answer(int status, Map<String, String> headers, String body) {
        answers.add(new Answer(status, headers, body));
    }

    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    private synchronized Answer take(Received call) {
        received.add(call);
        Answer next = answers.poll();
        return next != null ? next : new Answer(200, Map.of(), "");
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("APNs did not stop", e);
        }
    }

    private static X509Certificate selfSigned(KeyPair key)
            throws OperatorCreationException, GeneralSecurityException, CertIOException {
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minus(1, ChronoUnit.HOURS)),
                Date.from(now.plus(1, ChronoUnit.HOURS)),
                name,
                key.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    }

    record Answer(int status, Map<String, String> headers, String body) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Received(String protocol, String path, Map<String, String> headers, byte[] body) {}
}
