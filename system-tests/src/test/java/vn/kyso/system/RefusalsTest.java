package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Bad input gets its typed problem, changes nothing, and never a stack trace.
final class RefusalsTest {
    private static final Map<String, Object> INVISIBLE = Map.of("invisible", true);
    private static final Signers.Signer SIGNER = Signers.enrolled("p256");
    private static final long UPLOAD_LIMIT = 500L * 1024 * 1024;

    private final Requester demo = Requester.of("demo");

    /// What a refusal must leave as it was: which documents and sign requests there are, in which revision, and what it
    /// was about.
    private record Kept(List<String> documents, List<String> requests, List<String> concerned) {}

    @Test
    void whatIsNoPdfOrNoWholePdf() {
        byte[] contract = Pdfs.contract(2);
        refused("422 not-a-pdf", () -> demo.upload("a.pdf", "Just text".getBytes(StandardCharsets.UTF_8)));
        refused("422 not-a-pdf", () -> demo.upload("empty.pdf", new byte[0]));
        refused("422 password-needed", () -> demo.upload("secret.pdf", Pdfs.withPassword("mật khẩu")));
        refused("422 no-pages", () -> demo.upload("none.pdf", Pdfs.withoutPages()));
        refused("422 damaged-pdf", () -> demo.upload("cut.pdf", Arrays.copyOf(contract, contract.length / 3)));
    }

    @Test
    void whatIsOverTheLimitIsNotEvenRead() {
        HttpRequest asked = demo.request("/v1/documents").build();
        Map<String, String> head = Map.of(
                "Authorization",
                asked.headers().firstValue("Authorization").orElseThrow(),
                "Content-Type",
                "application/pdf",
                "Content-Disposition",
                "attachment; filename=\"large.pdf\"",
                "Content-Length",
                Long.toString(UPLOAD_LIMIT + 1));
        refused("413 document-too-large", () -> Http.sendHead(asked.uri(), "POST", head));
    }

    @Test
    void placesThatTheDocumentDoesNotHave() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(2));
        refused("422 page-out-of-range", () -> ask(document, place(3, 50, 50, 100, 50)));
        refused("422 page-out-of-range", () -> ask(document, place(0, 50, 50, 100, 50)));
        refused("422 rectangle-outside-page", () -> ask(document, place(1, 550, 50, 100, 50)));
        refused("422 rectangle-outside-page", () -> ask(document, place(1, -1, 50, 100, 50)));
        refused("422 field-not-found", () -> ask(document, Map.of("field", "Không có")));
        assertThat(demo.delete("/v1/documents/" + document).status()).isEqualTo(204);
    }

    @Test
    void aDocumentWhoseAuthorAllowsNoFurtherSignature() {
        JsonNode document = demo.upload("certified.pdf", RestrictedPdfs.certifiedAgainstChange())
                .expecting(201)
                .json();
        assertThat(document.path("certification").asString()).isEqualTo("no-changes");
        assertThat(document.path("canSign").asBoolean()).isFalse();
        assertThat(document.path("whyNot").asString()).isEqualTo("certified-against-change");
        String id = document.path("id").asString();
        for (Map<String, Object> placement : List.of(INVISIBLE, place(1, 50, 50, 100, 50))) {
            refused("422 certified-against-change", () -> ask(id, placement), "/v1/documents/" + id);
        }
    }

    @Test
    void fieldsThatAnEarlierSignatureFillsOrLocks() {
        String document = demo.uploaded("form.pdf", RestrictedPdfs.withFieldThatLocks("Seller", "Buyer"));
        JsonNode asked = ask(document, Map.of("field", "Seller")).expecting(202).json();
        String id = asked.path("id").asString();
        SIGNER.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
        assertThat(demo.finished(id).path("outcome").asString()).isEqualTo("signed");

        refused(
                "422 field-already-signed",
                () -> ask(document, Map.of("field", "Seller")),
                "/v1/documents/" + document);
        refused("422 field-locked", () -> ask(document, Map.of("field", "Buyer")), "/v1/documents/" + document);
    }

    @Test
    void signersAndCertificatesThatCanNotSign() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        Signers.Signer other = Signers.enrolled("p256");
        refused("422 invalid-user-id", () -> demo.certificates("ICA.12"));
        refused("404 unknown-signer", () -> demo.certificates("ICA.000000000001"));
        refused("404 unknown-signer", () -> ask(document, INVISIBLE, "ICA.000000000001", SIGNER.serial()));
        refusedOnceKnown(
                "422 certificate-not-of-signer", () -> ask(document, INVISIBLE, SIGNER.userId(), other.serial()));
        refused("404 certificate-not-found", () -> ask(document, INVISIBLE, SIGNER.userId(), "ABCDEF"));
    }

    @Test
    void anExpiredCertificate() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        String user = Signers.newUserId();
        String serial = Signers.enrol(user, "p256", "PT1S").path("serial").asString();
        refusedOnceKnown("422 certificate-expired", () -> ask(document, INVISIBLE, user, serial));
    }

    @Test
    void aRevokedCertificate() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        String user = Signers.newUserId();
        String serial = Signers.enrol(user, "p256", "P365D").path("serial").asString();
        assertThat(Platform.running().kyso("revoke", serial).exitCode()).isZero();
        refusedOnceKnown("422 certificate-revoked", () -> ask(document, INVISIBLE, user, serial));
    }

    @Test
    void aSuspendedCertificateUntilTheSuspensionIsLifted() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        String user = Signers.newUserId();
        String serial = Signers.enrol(user, "p256", "P365D").path("serial").asString();
        String suspension = "certificates/" + serial + "/suspension";
        Operator.call("POST", "certificate-service", suspension).expecting(200);
        refusedOnceKnown("422 certificate-suspended", () -> ask(document, INVISIBLE, user, serial));
        Operator.call("DELETE", "certificate-service", suspension).expecting(200);
        Answer taken = Awaitility.await()
                .atMost(Requester.PATIENCE)
                .until(() -> ask(document, INVISIBLE, user, serial), answer -> answer.status() == 202);
        cancel(taken);
    }

    @Test
    void aDocumentInTwoOpenRequests() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        String id = ask(document, INVISIBLE).expecting(202).json().path("id").asString();
        String request = "/v1/sign-requests/" + id;
        quiet(id);
        refused("409 document-in-open-request", () -> ask(document, INVISIBLE), request, "/v1/documents/" + document);
        refused("409 document-in-open-request", () -> demo.delete("/v1/documents/" + document), request);
        assertThat(demo.get("/v1/documents/" + document).status()).isEqualTo(200);
        demo.post(request + "/cancel", null).expecting(202);
        assertThat(demo.finished(id).path("outcome").asString()).isEqualTo("cancelled");
        refused("409 request-finished", () -> demo.post(request + "/reminders", null), request);
        refused("409 request-finished", () -> demo.post(request + "/cancel", null), request);
    }

    @Test
    void anotherTenantSeesNothing() {
        Requester other = Requester.of("other");
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        String id = ask(document, INVISIBLE).expecting(202).json().path("id").asString();
        quiet(id);
        String[] concerned = {"/v1/sign-requests/" + id, "/v1/documents/" + document};
        for (String path : List.of(
                "/v1/documents/" + document,
                "/v1/documents/" + document + "/content",
                "/v1/sign-requests/" + id,
                "/v1/sign-requests/" + id + "/events",
                "/v1/sign-requests/" + id + "/evidence")) {
            refused("404 not-found", () -> other.get(path), concerned);
        }
        refused("404 not-found", () -> other.delete("/v1/documents/" + document), concerned);
        for (String act : List.of("cancel", "reminders")) {
            refused("404 not-found", () -> other.post("/v1/sign-requests/" + id + "/" + act, null), concerned);
        }
        refused(
                "404 not-found",
                () -> other.ask(Requester.asking(document, INVISIBLE, SIGNER.userId(), SIGNER.serial())),
                concerned);
        demo.post("/v1/sign-requests/" + id + "/cancel", null).expecting(202);
    }

    @Test
    void callsWithoutTheRightCredentials() {
        Requester reader = Requester.of("demo", "certificates:read");
        refused("403 forbidden", () -> reader.upload("a.pdf", Pdfs.contract(1)));
        refused("401 unauthenticated", () -> SIGNER.phone().get("inbox", "/v1/prepared/x/y"));
        refused(
                "401 unauthenticated",
                () -> Http.send(HttpRequest.newBuilder(Platform.running().url().resolve("/v1/documents"))
                        .GET()));
    }

    @Test
    void activationCodesThatAreWrongOrUsed() {
        String user = Signers.newUserId();
        String code =
                Signers.enrol(user, "p256", "P365D").path("activationCode").asString();
        String wrong = code.substring(0, code.length() - 1) + (code.endsWith("0") ? "1" : "0");
        assertThatThrownBy(() -> TestPhone.activated(wrong, "Máy lạ")).hasMessageContaining("activation-code-wrong");
        assertThat(devices(user)).isEmpty();
        String bound = TestPhone.activated(code, "Máy thật").deviceId();
        assertThatThrownBy(() -> TestPhone.activated(code, "Máy thứ hai")).hasMessageContaining("activation-code-used");
        assertThat(devices(user)).containsExactly(bound);
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
        JsonNode after = demo.get("/v1/documents/" + document).expecting(200).json();
        assertThat(after.path("revision").asInt()).isEqualTo(1);
    }

    private Answer ask(String document, Map<String, Object> placement) {
        return ask(document, placement, SIGNER.userId(), SIGNER.serial());
    }

    private Answer ask(String document, Map<String, Object> placement, String userId, String serial) {
        return demo.ask(Requester.asking(document, placement, userId, serial));
    }

    private void cancel(Answer asked) {
        String id = asked.json().path("id").asString();
        demo.post("/v1/sign-requests/" + id + "/cancel", null).expecting(202);
        demo.finished(id);
    }

    private static Map<String, Object> place(int page, int x, int y, int width, int height) {
        return Map.of("page", page, "x", x, "y", y, "width", width, "height", height);
    }

    private static List<String> devices(String userId) {
        List<String> ids = new ArrayList<>();
        Operator.call("GET", "signing-service", "devices?userId=" + userId)
                .expecting(200)
                .json()
                .path("devices")
                .forEach(device -> ids.add(device.path("id").asString()));
        return ids;
    }

    /// Nothing more happens to the request by itself: it waits for its signer, whose phone is told nothing.
    private void quiet(String id) {
        demo.awaited(id, r -> r.path("state").asString().equals("awaiting-approval"));
    }

    /// What a certificate is worth is told to document-service by an event: until it is there, what was asked is taken
    /// back.
    private void refusedOnceKnown(String problem, Supplier<Answer> call) {
        Awaitility.await(problem).atMost(Requester.PATIENCE).until(() -> {
            Answer answer = call.get();
            if (answer.status() == 202) {
                cancel(answer);
            }
            return answer.problem().equals(problem);
        });
        refused(problem, call);
    }

    /// @param concerned addresses of what must read the same afterwards
    private void refused(String problem, Supplier<Answer> call, String... concerned) {
        Kept before = kept(concerned);
        Answer answer = call.get();
        assertThat(answer.problem()).as(answer.text()).isEqualTo(problem);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.json().path("type").asString())
                .isEqualTo("urn:kyso:problem:" + answer.json().path("code").asString());
        assertThat(answer.text()).doesNotContain("Exception", "\tat ", "org.springframework");
        assertThat(kept(concerned)).as("after %s", problem).isEqualTo(before);
    }

    private Kept kept(String... concerned) {
        List<String> documents = new ArrayList<>();
        demo.get("/v1/documents?limit=100")
                .expecting(200)
                .json()
                .path("documents")
                .forEach(d -> documents.add(d.path("id").asString() + " " + d.path("revision")));
        List<String> requests = new ArrayList<>();
        demo.get("/v1/sign-requests?limit=100")
                .expecting(200)
                .json()
                .path("signRequests")
                .forEach(r -> requests.add(r.path("id").asString()));
        List<String> read = Arrays.stream(concerned)
                .map(path -> demo.get(path).expecting(200).text())
                .toList();
        return new Kept(documents, requests, read);
    }
}
