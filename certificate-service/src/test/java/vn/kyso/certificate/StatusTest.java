package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.CrlCheck;
import vn.kyso.cades.OcspCheck;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestTokens;

/// What is said about certificates, by OCSP, CRL and look-up; judged by openssl and by what signatures are
/// verified with.
@KysoTest(Service.CERTIFICATE)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StatusTest {
    private static final String PERSON = "ICA.001099012345";

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private Api api;
    private OpenSsl openssl;
    private String serial = "";
    private JsonNode issued = tools.jackson.databind.node.NullNode.getInstance();

    @BeforeEach
    void issueOne() {
        api = new Api(port);
        openssl = new OpenSsl(folder)
                .with("root.pem", api.get("/pki/ca/root.pem", "").expect(200).bytes())
                .with(
                        "issuing.crt",
                        api.get("/pki/ca/issuing.crt", "").expect(200).bytes());
        openssl.run("x509", "-inform", "DER", "-in", "issuing.crt", "-out", "issuing.pem")
                .ok();
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        issued = api.issue(PERSON, TestKeys.p256(), "P1Y");
        serial = issued.path("serial").asString();
        openssl.with("leaf.pem", issued.path("pem").asString());
    }

    @Test
    void opensslReadsGoodThenSuspendedThenGoodThenRevoked() {
        ocspByOpenssl().ok().says("Response verify OK").says("leaf.pem: good");
        suspend().expect(200);
        ocspByOpenssl()
                .ok()
                .says("Response verify OK")
                .says("leaf.pem: revoked")
                .says("Reason: certificateHold");
        resume().expect(200);
        ocspByOpenssl().ok().says("leaf.pem: good");
        revoke("key-compromise").expect(200);
        ocspByOpenssl().ok().says("leaf.pem: revoked").says("Reason: keyCompromise");
    }

    @Test
    void opensslReadsTheListAfterEachChange() {
        verifyWithList().ok();
        suspend().expect(200);
        verifyWithList().refused().says("certificate revoked");
        openssl.run("crl", "-inform", "DER", "-in", "issuing.crl", "-noout", "-text")
                .ok()
                .says(serial)
                .says("Certificate Hold");
        long number = crlNumber();
        resume().expect(200);
        verifyWithList().ok();
        assertThat(crlNumber()).isGreaterThan(number);
        revoke("superseded").expect(200);
        verifyWithList().refused().says("certificate revoked");
        openssl.run("crl", "-inform", "DER", "-in", "issuing.crl", "-noout", "-text")
                .says("Superseded");
    }

    @Test
    void anUnchangedListIsTheSameList() {
        byte[] first = api.get("/pki/crl/issuing.crl", "").expect(200).bytes();
        assertThat(api.get("/pki/crl/issuing.crl", "").bytes()).isEqualTo(first);
        byte[] root = api.get("/pki/crl/root.crl", "").expect(200).bytes();
        assertThat(api.get("/pki/crl/root.crl", "").bytes()).isEqualTo(root);
        openssl.with("root.crl", root);
        openssl.run("crl", "-inform", "DER", "-in", "root.crl", "-CAfile", "root.pem", "-noout", "-text")
                .ok()
                .says("verify OK")
                .says("No Revoked Certificates");
    }

    @Test
    void ocspAnswersAreBelievedByTheVerifierOfSignatures() throws Exception {
        var leaf = Certificates.parse(der("leaf.pem"));
        var issuer = Certificates.parse(openssl.read("issuing.crt"));
        OcspCheck check = new OcspCheck(leaf, issuer);
        byte[] nonce = OcspCheck.nonce();
        byte[] answer = api.post("/pki/ocsp", check.request(nonce), "application/ocsp-request")
                .expect(200)
                .bytes();
        assertThat(check.verify(answer, Instant.now(), Duration.ofSeconds(5), nonce))
                .isInstanceOf(RevocationStatus.Good.class);
        assertThat(OcspCheck.certificatesIn(answer)).hasSize(1);

        revoke("unspecified").expect(200);
        byte[] later = api.post("/pki/ocsp", check.request(nonce), "application/ocsp-request")
                .bytes();
        assertThat(check.verify(later, Instant.now(), Duration.ofSeconds(5), nonce))
                .isInstanceOfSatisfying(RevocationStatus.Revoked.class, revoked -> {
                    assertThat(revoked.reason()).isEqualTo(-1);
                    assertThat(revoked.suspended()).isFalse();
                });
        byte[] crl = api.get("/pki/crl/issuing.crl", "").expect(200).bytes();
        assertThat(new CrlCheck(issuer).verify(crl, leaf, Instant.now())).isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void nonceIsEchoedAndAnotherLengthIsMalformed() {
        var leaf = Certificates.parse(der("leaf.pem"));
        var issuer = Certificates.parse(openssl.read("issuing.crt"));
        OcspCheck check = new OcspCheck(leaf, issuer);
        openssl.with("ok.der", answer(check.request(new byte[32])));
        openssl.run("ocsp", "-respin", "ok.der", "-noverify", "-resp_text").says("OCSP Nonce");
        openssl.with("none.der", answer(check.request(null)));
        assertThat(openssl.run("ocsp", "-respin", "none.der", "-noverify", "-resp_text")
                        .output())
                .doesNotContain("OCSP Nonce");
        openssl.with("long.der", answer(check.request(new byte[129])));
        openssl.run("ocsp", "-respin", "long.der", "-noverify").says("malformedrequest");
    }

    @Test
    void serialsThatAreNotOursAreUnknownAndIssuersThatAreNotOursUnauthorized() {
        openssl.run(
                        "ocsp",
                        "-issuer",
                        "issuing.pem",
                        "-serial",
                        "0x7000000000000000000000000000ABCD",
                        "-url",
                        api.address("/pki/ocsp"),
                        "-CAfile",
                        "root.pem")
                .says("Response verify OK")
                .says(": unknown");
        openssl.run(
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-keyout",
                        "k.pem",
                        "-out",
                        "foreign.pem",
                        "-subj",
                        "/CN=Foreign",
                        "-days",
                        "1")
                .ok();
        openssl.run("ocsp", "-issuer", "foreign.pem", "-serial", "0x10", "-url", api.address("/pki/ocsp"), "-noverify")
                .says("unauthorized");
        openssl.with("garbage.der", answer("garbage".getBytes(StandardCharsets.US_ASCII)));
        openssl.run("ocsp", "-respin", "garbage.der", "-noverify").says("malformedrequest");
    }

    @Test
    void rootsResponderAnswersAboutTheIssuingAuthority() {
        openssl.run(
                        "ocsp",
                        "-issuer",
                        "root.pem",
                        "-cert",
                        "issuing.pem",
                        "-url",
                        api.address("/pki/ocsp"),
                        "-CAfile",
                        "root.pem")
                .ok()
                .says("Response verify OK")
                .says("issuing.pem: good");
    }

    @Test
    void ocspByGetIsCacheableWithOrWithoutEncodedSlashes() throws Exception {
        var check = new OcspCheck(Certificates.parse(der("leaf.pem")), Certificates.parse(openssl.read("issuing.crt")));
        byte[] request = check.request(null);
        String plain = Base64.getEncoder().encodeToString(request);
        for (String path : List.of(plain, URLEncoder.encode(plain, StandardCharsets.US_ASCII))) {
            var answer = api.get("/pki/ocsp/" + path, "").expect(200);
            assertThat(answer.headers().get("content-type")).isEqualTo("application/ocsp-response");
            assertThat(answer.headers().get("cache-control")).contains("max-age=60", "public");
            assertThat(answer.headers()).containsKeys("etag", "last-modified", "expires");
            assertThat(check.verify(answer.bytes(), Instant.now(), Duration.ofSeconds(5), null))
                    .isInstanceOf(RevocationStatus.Good.class);
        }
        // Many nonces: some have the letters of base64 that addresses find hard, single and double.
        for (int i = 0; i < 40; i++) {
            byte[] nonce = OcspCheck.nonce();
            String encoded = Base64.getEncoder().encodeToString(check.request(nonce));
            String path = i % 2 == 0 ? encoded : encoded.replace("/", "%2F").replace("+", "%2B");
            var answer = api.get("/pki/ocsp/" + path, "").expect(200);
            assertThat(answer.headers().get("cache-control")).contains("no-store");
            check.verify(answer.bytes(), Instant.now(), Duration.ofSeconds(5), nonce);
        }
        assertThat(openssl.with(
                                "bad.der",
                                api.get("/pki/ocsp/abc", "").expect(200).bytes())
                        .run("ocsp", "-respin", "bad.der", "-noverify")
                        .output())
                .contains("malformedrequest");
    }

    @Test
    void suspendingTwiceIsOneSuspensionAndResumingTwiceIsRefused() {
        JsonNode suspended = suspend().expect(200).json();
        assertThat(suspended.path("status").asString()).isEqualTo("suspended");
        assertThat(suspended.path("canSign").asBoolean()).isFalse();
        assertThat(suspended.path("whyNot").asString()).isEqualTo("certificate-suspended");
        assertThat(suspend().expect(200).json()).isEqualTo(suspended);
        assertThat(resume().expect(200).json().path("status").asString()).isEqualTo("valid");
        assertThat(resume().expect(409).code()).isEqualTo("certificate-not-suspended");
    }

    @Test
    void revocationIsForEver() {
        suspend().expect(200);
        JsonNode revoked = revoke("cessation-of-operation").expect(200).json();
        assertThat(revoked.path("status").asString()).isEqualTo("revoked");
        assertThat(revoked.path("whyNot").asString()).isEqualTo("certificate-revoked");
        assertThat(revoke("superseded").expect(409).code()).isEqualTo("certificate-already-revoked");
        assertThat(suspend().expect(409).code()).isEqualTo("certificate-already-revoked");
        assertThat(resume().expect(409).code()).isEqualTo("certificate-already-revoked");
    }

    @ParameterizedTest
    @CsvSource({"00", "ABCDEF", "not-hexadecimal", "../issuing"})
    void changesOfSerialsNotIssuedHereAreRefused(String other) {
        String path = "/v1/operator/certificates/" + URLEncoder.encode(other, StandardCharsets.UTF_8);
        assertThat(api.post(path + "/suspension", Map.of(), Api.operator()).status())
                .isIn(400, 404);
    }

    @Test
    void refusesReasonsThatSubscribersDontHave() {
        assertThat(revoke("ca-compromise").expect(422).code()).isEqualTo("invalid-field");
        api.post("/v1/operator/certificates/" + serial + "/revocation", Map.of(), Api.operator())
                .expect(422);
        ocspByOpenssl().says("good");
    }

    @Test
    void requestersSeeWhichCertificatesCanSign() {
        api.issue(PERSON, TestKeys.p256(), "PT1S");
        suspend().expect(200);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode found = lookUp(" ica.001099012345").expect(200).json();
            assertThat(found.path("userId").asString()).isEqualTo(PERSON);
            assertThat(found.path("certificates")
                            .valueStream()
                            .map(c -> c.path("whyNot").asString()))
                    .contains("certificate-expired", "certificate-suspended");
        });
        JsonNode mine = lookUp(PERSON)
                .json()
                .path("certificates")
                .valueStream()
                .filter(c -> c.path("serial").asString().equals(serial))
                .findFirst()
                .orElseThrow();
        assertThat(mine.path("holder").asString()).isEqualTo("Nguyễn Thị Ánh Tuyết");
        assertThat(mine.path("certificateDigest").asString())
                .isEqualTo(issued.path("certificateDigest").asString());
        assertThat(mine.path("status").asString()).isEqualTo("suspended");
    }

    @Test
    void lookUpOfNobodyIsRefused() {
        assertThat(lookUp("ICA.079099000001").expect(404).code()).isEqualTo("unknown-signer");
        assertThat(lookUp("somebody").expect(422).code()).isEqualTo("invalid-user-id");
        assertThat(api.get("/v1/operator/certificates?userId=ICA.079099000001", Api.operator())
                        .expect(404)
                        .code())
                .isEqualTo("unknown-signer");
    }

    @Test
    void takesSerialsInLowerCaseAndWithLeadingZeros() {
        String spelled = serial.toLowerCase(java.util.Locale.ROOT);
        api.post("/v1/operator/certificates/00" + spelled + "/suspension", Map.of(), Api.operator())
                .expect(200);
    }

    private Api.Answer lookUp(String userId) {
        return api.get(
                "/v1/certificates?userId=" + URLEncoder.encode(userId, StandardCharsets.UTF_8),
                TestTokens.requester("demo", "certificates:read"));
    }

    private Api.Answer suspend() {
        return api.post("/v1/operator/certificates/" + serial + "/suspension", Map.of(), Api.operator());
    }

    private Api.Answer resume() {
        return Api.send(api.request("/v1/operator/certificates/" + serial + "/suspension", Api.operator())
                .method("DELETE", HttpRequest.BodyPublishers.noBody()));
    }

    private Api.Answer revoke(String reason) {
        return api.post(
                "/v1/operator/certificates/" + serial + "/revocation", Map.of("reason", reason), Api.operator());
    }

    private OpenSsl.Verdict ocspByOpenssl() {
        return openssl.run(
                "ocsp",
                "-issuer",
                "issuing.pem",
                "-cert",
                "leaf.pem",
                "-url",
                api.address("/pki/ocsp"),
                "-CAfile",
                "root.pem");
    }

    private OpenSsl.Verdict verifyWithList() {
        openssl.with(
                "issuing.crl", api.get("/pki/crl/issuing.crl", "").expect(200).bytes());
        openssl.run("crl", "-inform", "DER", "-in", "issuing.crl", "-out", "issuing.crl.pem")
                .ok();
        return openssl.run(
                "verify",
                "-crl_check",
                "-x509_strict",
                "-CAfile",
                "root.pem",
                "-untrusted",
                "issuing.pem",
                "-CRLfile",
                "issuing.crl.pem",
                "leaf.pem");
    }

    private long crlNumber() {
        String text = openssl.run("crl", "-inform", "DER", "-in", "issuing.crl", "-noout", "-crlnumber")
                .ok()
                .output();
        return Long.decode(text.strip().substring("crlNumber=".length()));
    }

    private byte[] answer(byte[] request) {
        return api.post("/pki/ocsp", request, "application/ocsp-request")
                .expect(200)
                .bytes();
    }

    private byte[] der(String pem) {
        openssl.run("x509", "-in", pem, "-outform", "DER", "-out", pem + ".der").ok();
        return openssl.read(pem + ".der");
    }
}
