package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.OcspCheck;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.event.TrustAnchorState;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestTokens;

/// What other services hear and may ask. Heartbeats come every other second here.
@KysoTest(Service.CERTIFICATE)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"kyso.pki.heartbeat=PT2S", "kyso.pki.heartbeat-check=PT0.5S"})
class EventsTest {
    private static final String PERSON = "ICA.001099012345";

    @LocalServerPort
    private int port;

    @Value("${kyso.messaging.topic-prefix}")
    private String topicPrefix = "";

    @Autowired
    private JdbcClient jdbc;

    private Api api;
    private Events events;

    @BeforeEach
    void enrol() {
        api = new Api(port);
        events = new Events(topicPrefix);
        api.enrol(PERSON, "Nguyễn Thị Ánh Tuyết");
    }

    @Test
    void tellsTheRootAgainAndAgain() {
        List<TrustAnchorState> seen = events.until(TrustAnchorState.class, a -> true);
        byte[] root = Base64.getUrlDecoder().decode(seen.getFirst().certificate());
        assertThat(api.get("/pki/ca/root.crt", "").bytes()).isEqualTo(root);
        Instant first = seen.getFirst().at();
        events.until(TrustAnchorState.class, a -> a.at().isAfter(first));
    }

    @Test
    void tellsEachStateWithAnAnswerOfTheAuthorityThatConsumersBelieve() throws Exception {
        JsonNode issued = api.issue(PERSON, TestKeys.p256(), "P1Y");
        String digest = issued.path("certificateDigest").asString();
        String serial = issued.path("serial").asString();
        CertificateState good = newest(digest, CertificateState.Status.GOOD);
        assertThat(good.serial()).isEqualTo(serial);
        assertThat(good.signer())
                .isEqualTo(SignerRef.of(PERSON, TestKeys.signerKey()).value());
        assertThat(good.credentialId()).isEqualTo("credential-1");
        assertThat(good.holder()).isEqualTo("Nguyễn Thị Ánh Tuyết");
        assertThat(good.keyType()).isEqualTo("p256");
        assertThat(good.chain()).hasSize(3);
        assertThat(status(good)).isInstanceOf(RevocationStatus.Good.class);

        api.post("/v1/operator/certificates/" + serial + "/suspension", Map.of(), Api.operator())
                .expect(200);
        assertThat(status(newest(digest, CertificateState.Status.SUSPENDED)))
                .isInstanceOfSatisfying(
                        RevocationStatus.Revoked.class,
                        r -> assertThat(r.suspended()).isTrue());

        api.post(
                        "/v1/operator/certificates/" + serial + "/revocation",
                        Map.of("reason", "key-compromise"),
                        Api.operator())
                .expect(200);
        assertThat(status(newest(digest, CertificateState.Status.REVOKED)))
                .isInstanceOfSatisfying(
                        RevocationStatus.Revoked.class,
                        r -> assertThat(r.reason()).isEqualTo(1));
    }

    @Test
    void repeatsAStateThatDoesNotChangeButNotAfterExpiry() {
        JsonNode lasting = api.issue(PERSON, TestKeys.p256(), "P1Y");
        JsonNode expiring = api.issue(PERSON, TestKeys.p256(), "PT1S");
        String digest = lasting.path("certificateDigest").asString();
        Instant first = newest(digest, CertificateState.Status.GOOD).statusAt();
        events.until(
                CertificateState.class,
                state -> state.certificateDigest().equals(digest)
                        && state.statusAt().isAfter(first.plusSeconds(3)));
        long version = version(expiring.path("certificateDigest").asString());
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(8))
                .until(() -> version(expiring.path("certificateDigest").asString()) == version);
    }

    @Test
    void documentAndSigningServiceMayAskForTheSame() {
        JsonNode issued = api.issue(PERSON, TestKeys.p256(), "P1Y");
        String digest = issued.path("certificateDigest").asString();
        for (Service service : List.of(Service.DOCUMENT, Service.SIGNING)) {
            var answer = api.get("/v1/internal/certificates/" + digest, token(service))
                    .expect(200);
            assertThat(answer.json().path("certificateDigest").asString()).isEqualTo(digest);
            assertThat(answer.json().path("ocspResponse").isString()).isTrue();
            assertThat(answer.headers().get("etag")).matches("\"[0-9]+\"");
        }
        String signer = SignerRef.of(PERSON, TestKeys.signerKey()).value();
        JsonNode all = api.get("/v1/internal/certificates?signer=" + signer, token(Service.SIGNING))
                .expect(200)
                .json();
        assertThat(all.path("certificates")
                        .valueStream()
                        .map(c -> c.path("certificateDigest").asString()))
                .contains(digest);
        assertThat(api.get("/v1/internal/certificates/" + digest, token(Service.NOTIFICATION))
                        .expect(403)
                        .code())
                .isEqualTo("forbidden");
        assertThat(api.get("/v1/internal/certificates/unknown", token(Service.SIGNING))
                        .expect(404)
                        .code())
                .isEqualTo("certificate-not-found");
        assertThat(api.get("/v1/internal/certificates?signer=x", token(Service.SIGNING))
                        .expect(422)
                        .code())
                .isEqualTo("invalid-field");
    }

    @Test
    void everyActIsAudited() {
        JsonNode issued = api.issue(PERSON, TestKeys.p256(), "P1Y");
        String serial = issued.path("serial").asString();
        api.post("/v1/operator/certificates/" + serial + "/suspension", Map.of(), Api.operator())
                .expect(200);
        api.get("/v1/certificates?userId=" + PERSON, TestTokens.requester("demo", "certificates:read"))
                .expect(200);
        List<String> actions = jdbc.sql("SELECT DISTINCT action FROM frame_audit")
                .query(String.class)
                .list();
        assertThat(actions)
                .contains(
                        "subscriber-enrolled", "certificate-issued", "certificate-suspended", "certificates-looked-up");
        assertThat(jdbc.sql("SELECT count(*) FROM frame_audit WHERE subject LIKE '%' || :number || '%'")
                        .param("number", "001099012345")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private CertificateState newest(String digest, CertificateState.Status status) {
        return events
                .until(
                        CertificateState.class,
                        state -> state.certificateDigest().equals(digest) && state.status() == status)
                .stream()
                .filter(state -> state.certificateDigest().equals(digest) && state.status() == status)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static RevocationStatus status(CertificateState state) throws Exception {
        var chain = state.chain().stream()
                .map(c -> Certificates.parse(Base64.getUrlDecoder().decode(c)))
                .toList();
        return new OcspCheck(chain.get(0), chain.get(1))
                .verify(
                        Base64.getUrlDecoder().decode(String.valueOf(state.ocspResponse())),
                        Instant.now(),
                        Duration.ofSeconds(5),
                        null);
    }

    private long version(String digest) {
        return jdbc.sql("SELECT version FROM certificate WHERE digest = :digest")
                .param("digest", digest)
                .query(Long.class)
                .single();
    }

    private static String token(Service service) {
        return TestTokens.service(service, Service.CERTIFICATE);
    }
}
