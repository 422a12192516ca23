package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Bad input gets its typed problem, changes nothing, and never a stack trace.
final class RefusalsTest {
    private static final Map<String, Object> INVISIBLE = Map.of("invisible", true);
    private static final Signers.Signer SIGNER = Signers.enrolled("p256");

    private final Requester demo = Requester.of("demo");

    @Test
    void whatIsNoPdfOrNoWholePdf() {
        byte[] contract = Pdfs.contract(2);
        refused("422 not-a-pdf", demo.upload("a.pdf", "Just text".getBytes(StandardCharsets.UTF_8)));
        refused("422 not-a-pdf", demo.upload("empty.pdf", new byte[0]));
        refused("422 password-needed", demo.upload("secret.pdf", Pdfs.withPassword("mật khẩu")));
        refused("422 no-pages", demo.upload("none.pdf", Pdfs.withoutPages()));
        Answer truncated = demo.upload("cut.pdf", Arrays.copyOf(contract, contract.length / 3));
        assertThat(truncated.status() == 201
                        ? truncated.json().path("repaired").asString()
                        : truncated.problem())
                .isIn("true", "422 damaged-pdf", "422 no-pages");
    }

    @Test
    void placesThatTheDocumentDoesNotHave() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(2));
        refused("422 page-out-of-range", ask(document, place(3, 50, 50, 100, 50)));
        refused("422 page-out-of-range", ask(document, place(0, 50, 50, 100, 50)));
        refused("422 rectangle-outside-page", ask(document, place(1, 550, 50, 100, 50)));
        refused("422 rectangle-outside-page", ask(document, place(1, -1, 50, 100, 50)));
        refused("422 field-not-found", ask(document, Map.of("field", "Không có")));
        assertThat(demo.delete("/v1/documents/" + document).status()).isEqualTo(204);
    }

    @Test
    void signersAndCertificatesThatCanNotSign() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        Signers.Signer other = Signers.enrolled("p256");
        refused("422 invalid-user-id", demo.certificates("ICA.12"));
        refused("404 unknown-signer", demo.certificates("ICA.000000000001"));
        refused("404 unknown-signer", ask(document, INVISIBLE, "ICA.000000000001", SIGNER.serial()));
        Awaitility.await("the other signer's certificate is known")
                .atMost(Requester.PATIENCE)
                .untilAsserted(() -> refused(
                        "422 certificate-not-of-signer", ask(document, INVISIBLE, SIGNER.userId(), other.serial())));
        refused("404 certificate-not-found", ask(document, INVISIBLE, SIGNER.userId(), "ABCDEF"));
    }

    @Test
    void expiredAndRevokedCertificates() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        String expiredUser = Signers.newUserId();
        String expired = Signers.enrol(expiredUser, "p256", "PT1S").path("serial").asString();
        Awaitility.await()
                .atMost(Requester.PATIENCE)
                .untilAsserted(() -> refused(
                        "422 certificate-expired", ask(document, INVISIBLE, expiredUser, expired)));

        String revokedUser = Signers.newUserId();
        String revoked = Signers.enrol(revokedUser, "p256", "P365D").path("serial").asString();
        assertThat(Platform.running().kyso("revoke", revoked).exitCode()).isZero();
        Awaitility.await()
                .atMost(Requester.PATIENCE)
                .untilAsserted(() -> refused(
                        "422 certificate-revoked", ask(document, INVISIBLE, revokedUser, revoked)));
    }

    @Test
    void aDocumentInTwoOpenRequests() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        JsonNode first = ask(document, INVISIBLE).expecting(202).json();
        refused("409 document-in-open-request", ask(document, INVISIBLE));
        refused("409 document-in-open-request", demo.delete("/v1/documents/" + document));
        demo.post("/v1/sign-requests/" + first.path("id").asString() + "/cancel", null).expecting(202);
        assertThat(demo.finished(first.path("id").asString()).path("outcome").asString())
                .isEqualTo("cancelled");
        refused(
                "409 request-finished",
                demo.post("/v1/sign-requests/" + first.path("id").asString() + "/reminders", null));
    }

    @Test
    void anotherTenantSeesNothing() {
        Requester other = Requester.of("other");
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        String request = ask(document, INVISIBLE).expecting(202).json().path("id").asString();
        for (String path : List.of(
                "/v1/documents/" + document,
                "/v1/documents/" + document + "/content",
                "/v1/sign-requests/" + request,
                "/v1/sign-requests/" + request + "/events",
                "/v1/sign-requests/" + request + "/evidence")) {
            assertThat(other.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(other.delete("/v1/documents/" + document).status()).isEqualTo(404);
        assertThat(other.post("/v1/sign-requests/" + request + "/cancel", null).status())
                .isEqualTo(404);
        assertThat(other.post("/v1/sign-requests/" + request + "/reminders", null)
                        .status())
                .isEqualTo(404);
        refused(
                "404 not-found",
                other.ask(Requester.asking(document, INVISIBLE, SIGNER.userId(), SIGNER.serial())));
        demo.post("/v1/sign-requests/" + request + "/cancel", null).expecting(202);
    }

    @Test
    void callsWithoutTheRightCredentials() {
        Requester reader = Requester.of("demo", "certificates:read");
        assertThat(reader.upload("a.pdf", Pdfs.contract(1)).problem()).isEqualTo("403 forbidden");
        assertThat(SIGNER.phone().get("inbox", "/v1/prepared/x/y").status()).isEqualTo(401);
        assertThat(Http.send(java.net.http.HttpRequest.newBuilder(
                                Platform.running().url().resolve("/v1/documents"))
                        .GET())
                .status())
                .isEqualTo(401);
    }

    @Test
    void activationCodesThatAreWrongOrUsed() {
        String code = Signers.enrol(Signers.newUserId(), "p256", "P365D")
                .path("activationCode")
                .asString();
        String wrong = code.substring(0, code.length() - 1) + (code.endsWith("0") ? "1" : "0");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> TestPhone.activated(wrong, "Máy lạ"))
                .hasMessageContaining("activation-code-wrong");
        assertThat(TestPhone.activated(code, "Máy thật").deviceId()).isNotEmpty();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> TestPhone.activated(code, "Máy thứ hai"))
                .hasMessageContaining("activation-code-used");
    }

    @Test
    void requestsWithoutACodeNeedTheSignersConsent() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        Map<String, Object> asking =
                new HashMap<>(Requester.asking(document, INVISIBLE, SIGNER.userId(), SIGNER.serial()));
        asking.put("matchCode", false);
        String id = demo.ask(asking).expecting(202).json().path("id").asString();
        JsonNode finished = demo.finished(id);
        assertThat(finished.path("outcome").asString()).isEqualTo("refused");
        assertThat(finished.path("reason").asString()).isEqualTo("match-code-required");
    }

    private Answer ask(String document, Map<String, Object> placement) {
        return ask(document, placement, SIGNER.userId(), SIGNER.serial());
    }

    private Answer ask(String document, Map<String, Object> placement, String userId, String serial) {
        return demo.ask(Requester.asking(document, placement, userId, serial));
    }

    private static Map<String, Object> place(int page, int x, int y, int width, int height) {
        return Map.of("page", page, "x", x, "y", y, "width", width, "height", height);
    }

    private static void refused(String problem, Answer answer) {
        assertThat(answer.problem()).as(answer.text()).isEqualTo(problem);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.json().path("type").asString())
                .isEqualTo("urn:kyso:problem:" + answer.json().path("code").asString());
        assertThat(answer.text()).doesNotContain("Exception", "\tat ", "org.springframework");
    }
}
