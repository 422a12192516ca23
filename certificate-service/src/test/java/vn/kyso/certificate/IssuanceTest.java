package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestKeys;

/// Enrolment and issuance over HTTP, judged by openssl.
@KysoTest(Service.CERTIFICATE)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class IssuanceTest {
    private static final String PERSON = "ICA.001099012345";
    private static final String COMPANY = "ICA.0312345678";
    private static final KeyPair RSA_2048 = TestKeys.rsa(2048);

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private Api api;
    private OpenSsl openssl;

    @BeforeEach
    void reach() {
        api = new Api(port);
        openssl = new OpenSsl(folder)
                .with("root.pem", api.get("/pki/ca/root.pem", "").expect(200).bytes())
                .with(
                        "issuing.crt",
                        api.get("/pki/ca/issuing.crt", "").expect(200).bytes());
        openssl.run("x509", "-inform", "DER", "-in", "issuing.crt", "-out", "issuing.pem")
                .ok();
    }

    @Test
    void issuesAPersonsCertificateThatOpensslVerifies() {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        JsonNode issued = api.issue(PERSON, TestKeys.p256(), "P1Y");

        assertThat(issued.path("holder").asString()).isEqualTo("Nguyễn Thị Ánh Tuyết");
        assertThat(issued.path("issuer").asString()).isEqualTo("Kyso Issuing CA");
        assertThat(issued.path("keyType").asString()).isEqualTo("p256");
        assertThat(issued.path("status").asString()).isEqualTo("valid");
        assertThat(issued.path("canSign").asBoolean()).isTrue();
        assertThat(issued.path("whyNot").isNull()).isTrue();
        assertThat(issued.path("serial").asString()).matches("[1-9A-F][0-9A-F]{31}");
        assertThat(issued.path("chain").size()).isEqualTo(3);
        openssl.with("leaf.pem", issued.path("pem").asString());
        openssl.run(
                        "verify",
                        "-x509_strict",
                        "-check_ss_sig",
                        "-CAfile",
                        "root.pem",
                        "-untrusted",
                        "issuing.pem",
                        "leaf.pem")
                .ok()
                .says("leaf.pem: OK");
        openssl.run("x509", "-in", "leaf.pem", "-noout", "-text", "-nameopt", "utf8,sep_comma_plus")
                .ok()
                .says("CN=Nguyễn Thị Ánh Tuyết")
                .says("UID=CCCD:001099012345")
                .says("C=VN")
                .says("Digital Signature, Non Repudiation")
                .says("CA Issuers - URI:" + TestKeys.PUBLIC_URL + "/pki/ca/issuing.crt")
                .says("OCSP - URI:" + TestKeys.PUBLIC_URL + "/pki/ocsp")
                .says("URI:" + TestKeys.PUBLIC_URL + "/pki/crl/issuing.crl")
                .says("Policy: 1.3.6.1.4.1.32473.1.1");
    }

    @Test
    void issuesAnOrganisationsCertificateWithItsTaxCode() {
        api.enrol(COMPANY, "Công ty Cổ phần Minh Hoạ");
        JsonNode issued = api.issue(COMPANY, RSA_2048, "P90D");
        assertThat(issued.path("keyType").asString()).isEqualTo("rsa2048");
        openssl.with("leaf.pem", issued.path("pem").asString());
        openssl.run("verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "leaf.pem")
                .ok();
        openssl.run("x509", "-in", "leaf.pem", "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus")
                .says("C=VN,O=Công ty Cổ phần Minh Hoạ,CN=Công ty Cổ phần Minh Hoạ,UID=MST:0312345678");
    }

    @Test
    void shortensANameThatDoesNotFitInPlainSightAndKeepsItWholeBesideIt() {
        String name = "Công ty Trách nhiệm Hữu hạn Một thành viên Xuất nhập khẩu Thuỷ sản Minh Hoạ Cà Mau";
        String shortened = "Công ty Trách nhiệm Hữu hạn Một thành viên Xuất nhập khẩu Thuỷ…";
        Map<String, String> body = Map.of("userId", "ICA.0312345678001", "name", name);
        JsonNode enrolled = api.post("/v1/operator/subscribers", body, Api.operator())
                .expect(201)
                .json();
        assertThat(enrolled.path("name").asString()).isEqualTo(name);
        assertThat(enrolled.path("commonName").asString()).isEqualTo(shortened).hasSizeLessThanOrEqualTo(64);
        JsonNode issued = api.issue("ICA.0312345678001", TestKeys.p256(), "P90D");
        assertThat(issued.path("holder").asString()).isEqualTo(name);
        openssl.with("leaf.pem", issued.path("pem").asString());
        openssl.run("verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "leaf.pem")
                .ok();
        openssl.run("x509", "-in", "leaf.pem", "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus")
                .says("C=VN,O=" + shortened + ",name=" + name + ",CN=" + shortened + ",UID=MST:0312345678001");
    }

    @Test
    void takesNothingButTheKeyFromTheRequest() {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        KeyPair key = TestKeys.p256();
        String csr = Api.csr(key, key, "SHA256withECDSA", new X500Name("CN=Somebody Else,O=Bank,C=US"));
        JsonNode issued = api.issueAnswer(PERSON, csr, "P1D").expect(201).json();
        openssl.with("leaf.pem", issued.path("pem").asString());
        assertThat(openssl.run("x509", "-in", "leaf.pem", "-noout", "-text").output())
                .doesNotContain("Somebody Else", "Bank");
    }

    @Test
    void refusesARequestThatAnotherKeySigned() {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        String csr = Api.csr(TestKeys.p256(), TestKeys.p256(), "SHA256withECDSA", new X500Name("CN=x"));
        assertThat(api.issueAnswer(PERSON, csr, "P1Y").expect(422).code()).isEqualTo("csr-invalid");
    }

    @Test
    void refusesARequestSignedWithSha1AndOneThatIsNone() {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        KeyPair key = TestKeys.p256();
        String sha1 = Api.csr(key, key, "SHA1withECDSA", new X500Name("CN=x"));
        assertThat(api.issueAnswer(PERSON, sha1, "P1Y").expect(422).code()).isEqualTo("csr-invalid");
        assertThat(api.issueAnswer(PERSON, "not a request", "P1Y").expect(422).code())
                .isEqualTo("csr-invalid");
        String flipped = Api.csr(key).replaceFirst("\n(.)", "\nA$1");
        assertThat(api.issueAnswer(PERSON, flipped, "P1Y").expect(422).code()).isEqualTo("csr-invalid");
    }

    @Test
    void refusesAKeyThatItsProfileDoesNotAllow() {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        var refused =
                api.issueAnswer(PERSON, Api.csr(TestKeys.rsa(1024)), "P1Y").expect(422);
        assertThat(refused.code()).isEqualTo("certificate-profile-violated");
        assertThat(refused.json().path("detail").asString()).contains("KeyIsAllowed");
    }

    @Test
    void refusesAKeyOfAnotherSubscriber() {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        api.enrol("ICA.C1234567", "Jane Doe");
        KeyPair key = TestKeys.p256();
        api.issue(PERSON, key, "P1Y");
        assertThat(api.issueAnswer("ICA.C1234567", Api.csr(key), "P1Y")
                        .expect(422)
                        .code())
                .isEqualTo("csr-invalid");
        api.issue(PERSON, key, "P1Y");
    }

    @Test
    void refusesACompromisedKeyForEver() {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        KeyPair key = TestKeys.p256();
        String serial = api.issue(PERSON, key, "P1Y").path("serial").asString();
        api.post(
                        "/v1/operator/certificates/" + serial + "/revocation",
                        Map.of("reason", "key-compromise"),
                        Api.operator())
                .expect(200);
        assertThat(api.issueAnswer(PERSON, Api.csr(key), "P1Y").expect(422).code())
                .isEqualTo("csr-invalid");
    }

    @ParameterizedTest
    @CsvSource({"P4Y", "PT0.5S", "-P1D", "PT0S", "P999999999Y", "one year", "''", "PT26305H"})
    void refusesAValidityOutOfBounds(String validFor) {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        assertThat(api.issueAnswer(PERSON, Api.csr(TestKeys.p256()), validFor)
                        .expect(422)
                        .code())
                .isEqualTo("invalid-field");
    }

    @Test
    void certificateIsValidForAsLongAsAsked() {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        JsonNode issued = api.issue(PERSON, TestKeys.p256(), "PT1S");
        Instant from = Instant.parse(issued.path("notBefore").asString());
        assertThat(Instant.parse(issued.path("notAfter").asString())).isEqualTo(from.plusSeconds(1));
        assertThat(from).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    }

    @Test
    void sameIdempotencyKeyGivesTheSameCertificate() {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        Map<String, String> body =
                Map.of("userId", PERSON, "credentialId", "c-7", "csr", Api.csr(TestKeys.p256()), "validFor", "P1Y");
        JsonNode first = withKey("once-only", body).expect(201).json();
        JsonNode second = withKey("once-only", body).expect(201).json();
        assertThat(second).isEqualTo(first);
        Map<String, String> other =
                Map.of("userId", PERSON, "credentialId", "c-8", "csr", Api.csr(TestKeys.p256()), "validFor", "P1Y");
        assertThat(withKey("once-only", other).expect(422).code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void enrolsOnceAndRefusesAnotherNameUnderTheSameUserId() {
        Map<String, String> body = Map.of("userId", "ica.079201000001", "name", " Trần  Văn Bình ");
        var first = api.post("/v1/operator/subscribers", body, Api.operator())
                .expect(201)
                .json();
        assertThat(first.path("userId").asString()).isEqualTo("ICA.079201000001");
        assertThat(first.path("name").asString()).isEqualTo("Trần Văn Bình");
        assertThat(first.path("kind").asString()).isEqualTo("person");
        api.post("/v1/operator/subscribers", body, Api.operator()).expect(200);
        Map<String, String> other = Map.of("userId", "ICA.079201000001", "name", "Lê Thị Hoa");
        assertThat(api.post("/v1/operator/subscribers", other, Api.operator())
                        .expect(409)
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void storesNamesComposedHoweverTheyWereTyped() {
        String decomposed = java.text.Normalizer.normalize("Nguyễn Thị Ánh", java.text.Normalizer.Form.NFD);
        Map<String, String> body = Map.of("userId", "ICA.079201000002", "name", decomposed);
        var enrolled = api.post("/v1/operator/subscribers", body, Api.operator())
                .expect(201)
                .json();
        assertThat(enrolled.path("name").asString()).isEqualTo("Nguyễn Thị Ánh");
    }

    @Test
    void refusesNamesAndUserIdsThatCantStandInACertificate() {
        for (String name : List.of("", "   ", "x".repeat(257), "An\u0000", "An\u202eB", "1234")) {
            Map<String, String> body = Map.of("userId", "ICA.079201000003", "name", name);
            assertThat(api.post("/v1/operator/subscribers", body, Api.operator())
                            .expect(422)
                            .code())
                    .as(name)
                    .isEqualTo("invalid-field");
        }
        for (String userId : List.of("ICA.12345", "XYZ.001099012345", "001099012345", "ICA.00109901234X")) {
            Map<String, String> body = Map.of("userId", userId, "name", "An");
            assertThat(api.post("/v1/operator/subscribers", body, Api.operator())
                            .expect(422)
                            .code())
                    .isEqualTo("invalid-user-id");
        }
        assertThat(api.issueAnswer("ICA.079201999999", Api.csr(TestKeys.p256()), "P1Y")
                        .expect(404)
                        .code())
                .isEqualTo("unknown-signer");
    }

    @Test
    void digestNamesTheCertificate() throws Exception {
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        JsonNode issued = api.issue(PERSON, TestKeys.p256(), "P1Y");
        openssl.with("leaf.pem", issued.path("pem").asString());
        openssl.run("x509", "-in", "leaf.pem", "-outform", "DER", "-out", "leaf.der")
                .ok();
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(openssl.read("leaf.der"));
        assertThat(issued.path("certificateDigest").asString())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    private Api.Answer withKey(String key, Object body) {
        return Api.send(api.request("/v1/operator/certificates", Api.operator())
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(body))));
    }
}
