package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestTokens;

/// Certificates of another CA, which `openssl` plays here.
@KysoTest(Service.CERTIFICATE)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ImportTest {
    private static final String PERSON = "ICA.001099012345";
    private static final Path FOLDER = otherAuthority();
    private static final OpenSsl OPENSSL = new OpenSsl(FOLDER);
    private static final HttpServer RESPONDER = responder();

    @LocalServerPort
    private int port;

    private Api api;

    @DynamicPropertySource
    static void trust(DynamicPropertyRegistry registry) {
        registry.add("kyso.issuance.trusted-roots", () -> "file:" + FOLDER.resolve("root.pem"));
        registry.add(
                "kyso.egress.trusted-origins",
                () -> "http://localhost:" + RESPONDER.getAddress().getPort());
        registry.add("kyso.status.others-every", () -> "PT1S");
    }

    @BeforeEach
    void enrol() {
        api = new Api(port);
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
    }

    @AfterAll
    static void cleanUp() throws IOException {
        RESPONDER.stop(0);
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(FOLDER);
    }

    @Test
    void importsAChainToATrustedRootAndShowsThatItsKeyIsElsewhere() {
        leaf("good", "/C=VN/CN=Nguyen Thi Anh Tuyet/UID=CCCD:001099012345", "intermediate", 10);
        JsonNode imported =
                importChain(PERSON, "good", "intermediate").expect(201).json();
        assertThat(imported.path("status").asString()).isEqualTo("valid");
        assertThat(imported.path("canSign").asBoolean()).isFalse();
        assertThat(imported.path("whyNot").asString()).isEqualTo("certificate-key-elsewhere");
        assertThat(imported.path("issuer").asString()).isEqualTo("Other Issuing CA");
        assertThat(imported.path("chain").size()).isEqualTo(3);
        assertThat(importChain(PERSON, "good", "intermediate").expect(201).json())
                .isEqualTo(imported);
        JsonNode found = api.get("/v1/certificates?userId=" + PERSON, TestTokens.requester("demo"))
                .expect(200)
                .json();
        assertThat(found.path("certificates")
                        .valueStream()
                        .map(c -> c.path("whyNot").asString()))
                .contains("certificate-key-elsewhere");
        String path = "/v1/operator/certificates/" + imported.path("serial").asString() + "/suspension";
        assertThat(api.post(path, Map.of(), Api.operator()).expect(404).code()).isEqualTo("certificate-not-found");
    }

    @Test
    void refusesAChainToAnUntrustedRootAndAnIncompleteOne() {
        newKey(
                OPENSSL,
                "self",
                "/C=VN/CN=Self/UID=CCCD:001099012345",
                "-x509",
                "-out",
                "self.pem",
                "-days",
                "1",
                "-addext",
                "basicConstraints=CA:FALSE");
        assertThat(importChain(PERSON, "self").expect(422).code()).isEqualTo("certificate-untrusted");
        leaf("lonely", "/C=VN/CN=Lonely/UID=CCCD:001099012345", "intermediate", 10);
        assertThat(importChain(PERSON, "lonely").expect(422).code()).isEqualTo("certificate-untrusted");
        JsonNode ours = api.issue(PERSON, vn.kyso.testkit.TestKeys.p256(), "P1D");
        assertThat(api.post(
                                "/v1/operator/certificates/import",
                                Map.of(
                                        "userId",
                                        PERSON,
                                        "chain",
                                        List.of(ours.path("pem").asString())),
                                Api.operator())
                        .expect(422)
                        .code())
                .isEqualTo("certificate-untrusted");
    }

    @Test
    void refusesACertificateThatNamesSomebodyElse() {
        leaf("else", "/C=VN/CN=Somebody/UID=CCCD:001099012346", "intermediate", 10);
        assertThat(importChain(PERSON, "else", "intermediate").expect(422).code())
                .isEqualTo("certificate-not-of-signer");
        leaf("longer", "/C=VN/CN=Somebody/UID=9001099012345", "intermediate", 10);
        assertThat(importChain(PERSON, "longer", "intermediate").expect(422).code())
                .isEqualTo("certificate-not-of-signer");
    }

    @Test
    void refusesAnAuthoritysCertificateAndWhatIsNone() {
        assertThat(importChain(PERSON, "intermediate").expect(422).code()).isEqualTo("invalid-field");
        for (List<String> chain :
                List.of(List.of("nothing"), List.<String>of(), List.of("-----BEGIN CERTIFICATE-----"))) {
            assertThat(api.post(
                                    "/v1/operator/certificates/import",
                                    Map.of("userId", PERSON, "chain", chain),
                                    Api.operator())
                            .expect(422)
                            .code())
                    .isEqualTo("invalid-field");
        }
    }

    @Test
    void asksTheOtherAuthorityAndShowsWhatItSays() {
        leaf("asked", "/C=VN/CN=Asked/UID=CCCD:001099012345", "intermediate", 10);
        String serial = OPENSSL.run("x509", "-in", "asked.pem", "-noout", "-serial")
                .output()
                .strip()
                .substring("serial=".length());
        OPENSSL.with("index.txt", "V\t361231235959Z\t\t" + serial + "\tunknown\t/CN=Asked\n");
        JsonNode imported =
                importChain(PERSON, "asked", "intermediate").expect(201).json();
        String digest = imported.path("certificateDigest").asString();
        Instant first = Instant.parse(statusAt(digest));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Instant.parse(statusAt(digest)).isAfter(first));

        OPENSSL.with(
                "index.txt", "R\t361231235959Z\t261001000000Z,keyCompromise\t" + serial + "\tunknown\t/CN=Asked\n");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(standing(digest)).isEqualTo("revoked"));
    }

    private String standing(String digest) {
        return api.get("/v1/certificates?userId=" + PERSON, TestTokens.requester("demo"))
                .json()
                .path("certificates")
                .valueStream()
                .filter(c -> c.path("certificateDigest").asString().equals(digest))
                .findFirst()
                .orElseThrow()
                .path("status")
                .asString();
    }

    private String statusAt(String digest) {
        return api.get("/v1/internal/certificates/" + digest, TestTokens.service(Service.SIGNING, Service.CERTIFICATE))
                .expect(200)
                .json()
                .path("statusAt")
                .asString();
    }

    /// The other CA's OCSP responder: openssl behind a plain HTTP server.
    private static HttpServer responder() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                OPENSSL.with("request.der", exchange.getRequestBody().readAllBytes());
                OPENSSL.run(
                        "ocsp",
                        "-index",
                        "index.txt",
                        "-CA",
                        "intermediate.pem",
                        "-rsigner",
                        "intermediate.pem",
                        "-rkey",
                        "intermediate.key",
                        "-reqin",
                        "request.der",
                        "-respout",
                        "response.der");
                byte[] response = OPENSSL.read("response.der");
                exchange.sendResponseHeaders(200, response.length);
                exchange.getResponseBody().write(response);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Api.Answer importChain(String userId, String... names) {
        List<String> chain = java.util.Arrays.stream(names)
                .map(name -> new String(OPENSSL.read(name + ".pem"), java.nio.charset.StandardCharsets.US_ASCII))
                .toList();
        return api.post("/v1/operator/certificates/import", Map.of("userId", userId, "chain", chain), Api.operator());
    }

    private static void leaf(String name, String subject, String issuer, int days) {
        OPENSSL.with(
                name + ".ext",
                "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                        + "authorityInfoAccess=OCSP;URI:http://localhost:"
                        + RESPONDER.getAddress().getPort() + "/\n");
        issue(OPENSSL, name, subject, issuer, days);
    }

    private static Path otherAuthority() {
        try {
            Path folder = Files.createTempDirectory("kyso-other-ca-");
            OpenSsl openssl = new OpenSsl(folder);
            newKey(openssl, "root", "/C=VN/CN=Other Root", "-x509", "-out", "root.pem", "-days", "30");
            openssl.with(
                    "intermediate.ext", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n");
            issue(openssl, "intermediate", "/C=VN/CN=Other Issuing CA", "root", 20);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A key, `name.key`, and a certificate by the issuer, `name.pem`, with the extensions of `name.ext`.
    private static void issue(OpenSsl openssl, String name, String subject, String issuer, int days) {
        newKey(openssl, name, subject, "-out", name + ".csr");
        openssl.run(
                        "x509",
                        "-req",
                        "-in",
                        name + ".csr",
                        "-CA",
                        issuer + ".pem",
                        "-CAkey",
                        issuer + ".key",
                        "-CAcreateserial",
                        "-out",
                        name + ".pem",
                        "-days",
                        Integer.toString(days),
                        "-extfile",
                        name + ".ext")
                .ok();
    }

    /// A key, `name.key`, and what `more` asks for: a request for a certificate, or one signed by itself.
    private static void newKey(OpenSsl openssl, String name, String subject, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name + ".key",
                "-subj", subject));
        arguments.addAll(List.of(more));
        openssl.run(arguments.toArray(String[]::new)).ok();
    }
}
