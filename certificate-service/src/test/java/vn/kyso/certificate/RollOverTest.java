package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestTokens;

/// An operator replaces and revokes the issuing CA and the time-stamp authority; `openssl` is the verifier, before and
/// after.
@KysoTest(Service.CERTIFICATE)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RollOverTest {
    private static final String PERSON = "ICA.001099012345";

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder = Path.of("");

    private Api api;
    private OpenSsl openssl;

    @BeforeEach
    void enrol() {
        api = new Api(port);
        openssl = new OpenSsl(folder);
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
        openssl.with("root.pem", api.get("/pki/ca/root.pem", "").expect(200).bytes());
    }

    @Test
    void anOldIssuingAuthorityAnswersForWhatItIssuedAndANewOneIssues() {
        JsonNode before = issued("before");
        String old = authorityOf("before");
        JsonNode view = api.post("/v1/operator/authorities/issuing/rotation", Map.of(), Api.operator())
                .expect(201)
                .json();
        assertThat(view.path("role").asString()).isEqualTo("issuing");
        JsonNode after = issued("after");
        String fresh = authorityOf("after");
        assertThat(fresh)
                .isEqualTo("issuing-" + view.path("generation").asInt())
                .isNotEqualTo(old);

        for (String name : List.of("before", "after")) {
            verified(name).ok();
            ocsp(name).ok().says("Response verify OK").says(name + ".pem: good");
        }
        // Each is revoked on its own CA's list and no other's.
        for (JsonNode one : List.of(before, after)) {
            api.post(
                            "/v1/operator/certificates/" + one.path("serial").asString() + "/revocation",
                            Map.of("reason", "superseded"),
                            Api.operator())
                    .expect(200);
        }
        for (String name : List.of("before", "after")) {
            verified(name).refused().says("certificate revoked");
            ocsp(name).ok().says("Response verify OK").says(name + ".pem: revoked");
        }
        assertThat(list(old))
                .contains(before.path("serial").asString())
                .doesNotContain(after.path("serial").asString());
        assertThat(list(fresh))
                .contains(after.path("serial").asString())
                .doesNotContain(before.path("serial").asString());
    }

    @Test
    void aRevokedIssuingAuthorityIsOnTheRootsListHasASuccessorAndTakesItsCertificatesAlong() {
        JsonNode issued = issued("leaf");
        String ca = authorityOf("leaf");
        String serial = newest("issuing").path("serial").asString();
        JsonNode revoked = api.post(
                        "/v1/operator/authorities/" + serial + "/revocation",
                        Map.of("reason", "key-compromise"),
                        Api.operator())
                .expect(200)
                .json();
        assertThat(revoked.path("reason").asString()).isEqualTo("key-compromise");
        assertThat(list("root")).contains(serial).contains("Key Compromise");
        ocspAt("ca.pem", "root.pem").ok().says("Response verify OK").says("ca.pem: revoked");

        await().atMost(Duration.ofSeconds(20)).until(() -> standing(issued).equals("revoked"));
        assertThat(list(ca)).contains(issued.path("serial").asString());
        JsonNode next = issued("next");
        assertThat(authorityOf("next")).isNotEqualTo(ca);
        verified("next").ok();
        assertThat(standing(next)).isEqualTo("valid");

        assertThat(api.post(
                                "/v1/operator/authorities/" + serial + "/revocation",
                                Map.of("reason", "superseded"),
                                Api.operator())
                        .expect(409)
                        .code())
                .isEqualTo("certificate-already-revoked");
    }

    @Test
    void aTimestampAuthorityIsReplacedAndRevoked() {
        openssl.with("data", "data".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        stamped("first");
        String serial = newest("timestamp").path("serial").asString();
        api.post(
                        "/v1/operator/authorities/" + serial + "/revocation",
                        Map.of("reason", "cessation-of-operation"),
                        Api.operator())
                .expect(200);
        assertThat(newest("timestamp").path("serial").asString()).isNotEqualTo(serial);
        assertThat(newest("timestamp").path("revokedAt").isNull()).isTrue();
        String ca = "issuing"
                + (newest("issuing").path("generation").asInt() == 1
                        ? ""
                        : "-" + newest("issuing").path("generation").asInt());
        assertThat(list(ca)).contains(serial);
        stamped("second");
        for (String token : List.of("first", "second")) {
            openssl.run("ts", "-reply", "-in", token + ".tsr", "-text").ok().says("Status: Granted");
            openssl.run("ts", "-verify", "-data", "data", "-in", token + ".tsr", "-CAfile", "root.pem")
                    .ok();
        }
        api.post("/v1/operator/authorities/timestamp/rotation", Map.of(), Api.operator())
                .expect(201);
        stamped("third");
        openssl.run("ts", "-verify", "-data", "data", "-in", "third.tsr", "-CAfile", "root.pem")
                .ok();
    }

    @Test
    void theRootRespondersAndSubscribersAreNotReplacedThisWay() {
        for (String role : List.of("root", "root-responder", "issuing-responder", "subscriber")) {
            api.post("/v1/operator/authorities/" + role + "/rotation", Map.of(), Api.operator())
                    .expect(404);
        }
        String leaf = issued("leaf").path("serial").asString();
        for (String serial : List.of(newest("root").path("serial").asString(), leaf, "00", "x")) {
            assertThat(api.post(
                                    "/v1/operator/authorities/" + serial + "/revocation",
                                    Map.of("reason", "superseded"),
                                    Api.operator())
                            .expect(404)
                            .code())
                    .isEqualTo("certificate-not-found");
        }
        String serial = newest("issuing").path("serial").asString();
        assertThat(api.post(
                                "/v1/operator/authorities/" + serial + "/revocation",
                                Map.of("reason", "boredom"),
                                Api.operator())
                        .expect(422)
                        .code())
                .isEqualTo("invalid-field");
        assertThat(newest("issuing").path("revokedAt").isNull()).isTrue();
    }

    private JsonNode issued(String name) {
        JsonNode issued = api.issue(PERSON, TestKeys.p256(), "P1Y");
        openssl.with(name + ".pem", issued.path("pem").asString());
        openssl.with("ca.pem", issued.path("chain").path(1).asString());
        openssl.with(name + "-ca.pem", issued.path("chain").path(1).asString());
        return issued;
    }

    /// The CA's name in the addresses that the certificate gives.
    private String authorityOf(String name) {
        String text = openssl.run("x509", "-in", name + ".pem", "-noout", "-text")
                .ok()
                .output();
        String ca = text.replaceAll("(?s).*/crl/([a-z0-9-]+)\\.crl.*", "$1");
        assertThat(text).contains("/pki/ca/" + ca + ".crt");
        assertThat(api.get("/pki/ca/" + ca + ".pem", "").expect(200).bytes()).isEqualTo(openssl.read(name + "-ca.pem"));
        return ca;
    }

    private OpenSsl.Verdict verified(String name) {
        openssl.with(
                name + ".crl",
                api.get("/pki/crl/" + authorityOf(name) + ".crl", "")
                        .expect(200)
                        .bytes());
        return openssl.run(
                "verify",
                "-crl_check",
                "-CAfile",
                "root.pem",
                "-untrusted",
                name + "-ca.pem",
                "-CRLfile",
                name + ".crl",
                name + ".pem");
    }

    private OpenSsl.Verdict ocsp(String name) {
        return ocspAt(name + ".pem", name + "-ca.pem");
    }

    private OpenSsl.Verdict ocspAt(String certificate, String issuer) {
        return openssl.run(
                "ocsp",
                "-issuer",
                issuer,
                "-cert",
                certificate,
                "-url",
                api.address("/pki/ocsp"),
                "-CAfile",
                "root.pem",
                "-no_nonce");
    }

    private String list(String ca) {
        openssl.with(
                "list.crl", api.get("/pki/crl/" + ca + ".crl", "").expect(200).bytes());
        return openssl.run("crl", "-inform", "DER", "-in", "list.crl", "-noout", "-text")
                .ok()
                .output();
    }

    private void stamped(String name) {
        openssl.run("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", name + ".tsq")
                .ok();
        openssl.with(
                name + ".tsr",
                api.post("/pki/tsa", openssl.read(name + ".tsq"), "application/timestamp-query")
                        .expect(200)
                        .bytes());
    }

    private JsonNode newest(String role) {
        return api.get("/v1/operator/authorities", Api.operator())
                .expect(200)
                .json()
                .path("certificates")
                .valueStream()
                .filter(c -> c.path("role").asString().equals(role)
                        && c.path("newest").asBoolean())
                .findFirst()
                .orElseThrow();
    }

    private String standing(JsonNode issued) {
        return api.get("/v1/certificates?userId=" + PERSON, TestTokens.requester("demo"))
                .expect(200)
                .json()
                .path("certificates")
                .valueStream()
                .filter(c ->
                        c.path("serial").asString().equals(issued.path("serial").asString()))
                .map(c -> c.path("status").asString())
                .findFirst()
                .orElseThrow();
    }
}
