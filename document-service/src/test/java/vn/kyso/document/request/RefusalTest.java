package vn.kyso.document.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;
import vn.kyso.document.played.PlayedPki;
import vn.kyso.testkit.TestKeys;

/// What a request is refused for, before anybody's phone rings; nothing changes then.
class RefusalTest extends DocumentServiceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, List<CertificateState>> OWNER = new ConcurrentHashMap<>();
    private static final AtomicInteger ASKED = new AtomicInteger();

    private final AtomicInteger numbers = new AtomicInteger(100_000);
    private String document = "";

    /// Plays certificate-service's answer to a miss.
    @DynamicPropertySource
    static void owner(DynamicPropertyRegistry registry) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/internal/certificates", exchange -> {
            ASKED.incrementAndGet();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String signer = exchange.getRequestURI().getQuery().replace("signer=", "");
            boolean known = authorization != null && authorization.startsWith("Bearer ey");
            byte[] body = JSON.writeValueAsBytes(Map.of("certificates", OWNER.getOrDefault(signer, List.of())));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        registry.add(
                "kyso.upstream.certificate-service",
                () -> "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @BeforeAll
    void uploadOne() {
        api = Api.of(port, "demo");
        document = upload(Pdfs.pages(1));
    }

    @Test
    void asksTheOwnerOnceAboutASignerWhoIsNotKnownYet() {
        String user = newUser();
        PlayedPki.Holder holder = PKI.signer("Trần Văn Mới");
        OWNER.put(ref(user).value(), List.of(services.state(PKI, holder, ref(user), CertificateState.Status.GOOD)));
        int asked = ASKED.get();
        Api.Answer answer = askOf(user, null);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(ASKED.get()).isEqualTo(asked + 1);
        assertThat(answer.json().path("certificate").path("serial").asString()).isEqualTo(holder.serial());
        free(answer);
    }

    @Test
    void refusesAnUnknownSigner() {
        assertThat(refused(askOf(newUser(), null))).isEqualTo("unknown-signer");
    }

    @Test
    void refusesACertificateThatDoesNotExist() {
        assertThat(refused(askOf(USER, "ABCDEF"))).isEqualTo("certificate-not-found");
    }

    @Test
    void refusesAnotherSignersCertificate() {
        PlayedPki.Holder other = enrol(newUser(), "Người khác", CertificateState.Status.GOOD);
        assertThat(refused(askOf(USER, other.serial()))).isEqualTo("certificate-not-of-signer");
    }

    @Test
    void refusesAnExpiredCertificate() {
        String user = newUser();
        PlayedPki.Holder expired = PKI.signer("Hết hạn", TestKeys.p256(), Duration.ofDays(-1));
        publish(services.state(PKI, expired, ref(user), CertificateState.Status.GOOD));
        assertThat(refused(askOf(user, expired.serial()))).isEqualTo("certificate-expired");
        assertThat(refused(askOf(user, null))).isEqualTo("certificate-expired");
    }

    @Test
    void refusesASuspendedAndARevokedCertificate() {
        String user = newUser();
        PlayedPki.Holder suspended = enrol(user, "Tạm dừng", CertificateState.Status.SUSPENDED);
        assertThat(refused(askOf(user, suspended.serial()))).isEqualTo("certificate-suspended");
        String other = newUser();
        PlayedPki.Holder revoked = enrol(other, "Thu hồi", CertificateState.Status.REVOKED);
        assertThat(refused(askOf(other, revoked.serial()))).isEqualTo("certificate-revoked");
    }

    @Test
    void believesTheAuthoritysAnswerRatherThanTheStatus() {
        String user = newUser();
        PlayedPki.Holder holder = PKI.signer("Nói dối");
        PKI.revoke(holder, Instant.now().minusSeconds(60), 1);
        publish(services.state(PKI, holder, ref(user), CertificateState.Status.GOOD));
        assertThat(refused(askOf(user, null))).isEqualTo("certificate-revoked");
        String other = newUser();
        PlayedPki.Holder held = PKI.signer("Tạm giữ");
        PKI.revoke(held, Instant.now().minusSeconds(60), PlayedPki.ON_HOLD);
        publish(services.state(PKI, held, ref(other), CertificateState.Status.GOOD));
        assertThat(refused(askOf(other, null))).isEqualTo("certificate-suspended");
    }

    @Test
    void refusesACertificateWhoseKeyIsElsewhere() {
        String user = newUser();
        PlayedPki.Holder imported = PKI.signer("Nhập từ nơi khác");
        publish(services.state(PKI, imported, ref(user), CertificateState.Status.GOOD, null));
        assertThat(refused(askOf(user, null))).isEqualTo("certificate-key-elsewhere");
    }

    @Test
    void needsAChoiceBetweenSeveral() {
        String user = newUser();
        enrol(user, "Một", CertificateState.Status.GOOD);
        PlayedPki.Holder two = enrol(user, "Hai", CertificateState.Status.GOOD);
        assertThat(refused(askOf(user, null))).isEqualTo("certificate-choice-needed");
        Api.Answer chosen = askOf(user, "00:" + two.serial().toLowerCase(java.util.Locale.ROOT));
        assertThat(chosen.status()).as(chosen.toString()).isEqualTo(202);
        free(chosen);
    }

    @Test
    void refusesPlacesThatAreNotThere() {
        assertThat(refused(place(Map.of("page", 2, "x", 1, "y", 1, "width", 10, "height", 10))))
                .isEqualTo("page-out-of-range");
        assertThat(refused(place(Map.of("page", 0, "x", 1, "y", 1, "width", 10, "height", 10))))
                .isEqualTo("page-out-of-range");
        assertThat(refused(place(Map.of("page", 1, "x", 590, "y", 1, "width", 10, "height", 10))))
                .isEqualTo("rectangle-outside-page");
        assertThat(refused(place(Map.of("page", 1, "x", -1, "y", 1, "width", 10, "height", 10))))
                .isEqualTo("rectangle-outside-page");
        assertThat(refused(place(Map.of("page", 1, "x", 1, "y", 1, "width", 0, "height", 10))))
                .isEqualTo("rectangle-outside-page");
        assertThat(refused(place(Map.of("field", "Không có")))).isEqualTo("field-not-found");
    }

    @Test
    void namesTheDocumentThatIsRefused() {
        String good = upload(Pdfs.pages(3));
        Api.Answer answer = api.post(
                "/v1/sign-requests",
                body(
                        "B-B",
                        List.of(
                                item(good),
                                Map.of(
                                        "id",
                                        document,
                                        "placement",
                                        Map.of("page", 3, "x", 1, "y", 1, "width", 10, "height", 10)))));
        assertThat(answer.code()).isEqualTo("page-out-of-range");
        assertThat(answer.json().path("documentId").asString()).isEqualTo(document);
        assertThat(documentHeld(good)).isFalse();
    }

    @Test
    void refusesADocumentOfAnOpenRequest() {
        String busy = upload(Pdfs.pages(1));
        String other = upload(Pdfs.pages(1));
        ask("B-B", busy);
        Api.Answer answer = api.post("/v1/sign-requests", body("B-B", List.of(item(other), item(busy))));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("document-in-open-request");
        assertThat(answer.json().path("documentIds").get(0).asString()).isEqualTo(busy);
        assertThat(documentHeld(other)).isFalse();
    }

    @Test
    void answersTheSameForTheSameKey() {
        String one = upload(Pdfs.pages(1));
        Api.Answer first = api.post("/v1/sign-requests", body("B-B", List.of(item(one))), "Idempotency-Key", "ask-1");
        Api.Answer again = api.post("/v1/sign-requests", body("B-B", List.of(item(one))), "Idempotency-Key", "ask-1");
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(api.post("/v1/sign-requests", body("B-T", List.of(item(one))), "Idempotency-Key", "ask-1")
                        .code())
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void refusesJsonThatIsNone() {
        assertThat(api.post("/v1/sign-requests", "{").code()).isEqualTo("malformed-request");
        assertThat(api.post("/v1/sign-requests", "[]").code()).isEqualTo("malformed-request");
        assertThat(api.get("/v1/sign-requests?state=nope").code()).isEqualTo("invalid-field");
    }

    private String refused(Api.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertThat(documentHeld(document)).isFalse();
        return answer.code();
    }

    private Api.Answer place(Map<String, Object> placement) {
        return api.post("/v1/sign-requests", body("B-B", List.of(Map.of("id", document, "placement", placement))));
    }

    private Api.Answer askOf(String user, @org.jspecify.annotations.Nullable String serial) {
        Map<String, Object> body = body("B-B", List.of(item(document)));
        body.put("signer", Map.of("userId", user));
        if (serial != null) {
            body.put("certificateSerial", serial);
        }
        return api.post("/v1/sign-requests", body);
    }

    /// Ends a request, so that its document can be asked for again.
    private void free(Api.Answer asked) {
        String id = asked.json().path("id").asString();
        sayClosed(id, vn.kyso.contracts.event.SessionChangedEvent.Outcome.CANCELLED, "cancelled");
        awaitFinished(id);
    }

    private PlayedPki.Holder enrol(String user, String name, CertificateState.Status status) {
        PlayedPki.Holder holder = PKI.signer(name);
        publish(services.state(PKI, holder, ref(user), status));
        return holder;
    }

    private void publish(CertificateState state) {
        services.publish(state);
        awaitUntil(() -> jdbc.sql("select exists (select from certificate where digest = :digest)")
                .param("digest", state.certificateDigest())
                .query(Boolean.class)
                .single());
    }

    private String newUser() {
        return "ICA.001099" + numbers.incrementAndGet();
    }

    private static SignerRef ref(String user) {
        return SignerRef.of(user, TestKeys.signerKey());
    }
}
