package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every call that any service describes, made by whoever may not: nobody, the wrong kind of caller, another tenant,
/// another signer's phone. What is called is real and somebody's.
final class EveryCallTest {
    private static final List<String> SERVICES =
            List.of("document-service", "certificate-service", "signing-service", "notification-service");

    private static Signers.Signer signer = Signers.enrolled("p256");
    private static Signers.Signer stranger = Signers.enrolled("p256");
    private static Requester demo = Requester.of("demo");
    private static Requester other = Requester.of("other");
    private static List<Call> calls = List.of();
    private static Map<String, String> somebodys = Map.of();

    /// @param kind of caller that the description names: `requester`, `device`, `operator`, `service`, or empty where
    ///     anybody may call
    /// @param path with the ids of what exists in place of its variables
    /// @param type of the body that it takes
    private record Call(URI service, String method, String template, String path, String kind, String type) {
        boolean namesSomething() {
            return template.contains("{");
        }

        @Override
        public String toString() {
            return method + " " + template + " (" + kind + ")";
        }
    }

    @BeforeAll
    static void whatIsThere() {
        String document = demo.uploaded("a.pdf", Pdfs.contract(1));
        JsonNode asked = demo.ask(
                        Requester.asking(document, Map.of("invisible", true), signer.userId(), signer.serial()))
                .expecting(202)
                .json();
        String request = asked.path("id").asString();
        signer.phone().awaits(request);
        String picture = demo.picture(Pictures.quarters(8, 8));
        somebodys = Map.of("document", document, "picture", picture, "request", request, "device", device(signer));
        calls = SERVICES.stream().flatMap(EveryCallTest::described).toList();
    }

    @Test
    void theWalkTakesInEveryKindOfCall() {
        assertThat(calls).hasSizeGreaterThan(45);
        assertThat(calls.stream().map(Call::kind)).contains("requester", "device", "operator", "service", "");
        assertThat(calls.stream().map(Call::service).distinct()).hasSize(SERVICES.size());
    }

    @Test
    void nobodyGetsIn() {
        for (Call call : calls) {
            if (!call.kind().isEmpty()) {
                for (String header : List.of("", "Bearer ", "Bearer x", "DPoP x", "Basic eDp5", "Bearer null")) {
                    Answer answer = bare(call, header);
                    assertThat(answer.status())
                            .as(call + " with '" + header + "': " + answer.text())
                            .isEqualTo(401);
                    assertThat(answer.headers().firstValue("www-authenticate"))
                            .as("%s", call)
                            .isPresent();
                }
            }
        }
    }

    @Test
    void aCallerOfAnotherKindIsNobody() {
        String requesters =
                demo.request("/").build().headers().firstValue("Authorization").orElseThrow();
        for (Call call : calls) {
            if (!call.kind().isEmpty() && !call.kind().equals("requester")) {
                assertThat(bare(call, requesters).status())
                        .as("%s by a requester", call)
                        .isEqualTo(401);
            }
            if (!call.kind().isEmpty() && !call.kind().equals("device")) {
                for (String audience : List.of("inbox", "prepared", "devices")) {
                    assertThat(asPhone(signer, call, audience).status())
                            .as("%s by a phone", call)
                            .isIn(401, 404, 405, 415);
                }
            }
        }
    }

    @Test
    void aPhonesTokenIsForOneAudience() {
        Map<String, String> audiences = Map.of(
                "/v1/inbox",
                "inbox",
                "/v1/push-subscription",
                "inbox",
                "/v1/prepared",
                "prepared",
                "/v1/devices",
                "devices",
                "/v1/consents",
                "devices");
        for (Call call : of("device")) {
            String right = audiences.entrySet().stream()
                    .filter(e -> call.template().startsWith(e.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
            for (String audience : List.of("inbox", "prepared", "devices")) {
                if (!audience.equals(right)) {
                    assertThat(asPhone(signer, call, audience).status())
                            .as("%s with a token for %s", call, audience)
                            .isEqualTo(401);
                }
            }
        }
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        List<Call> walked = new ArrayList<>();
        for (Call call : of("requester")) {
            Answer answer = bare(
                    call,
                    other.request("/")
                            .build()
                            .headers()
                            .firstValue("Authorization")
                            .orElseThrow());
            if (call.namesSomething()) {
                assertThat(answer.status()).as(call + ": " + answer.text()).isEqualTo(404);
                walked.add(call);
            }
            assertThat(told(answer, call)).as("%s", call).doesNotContain(somebodys.values());
        }
        assertThat(walked).hasSizeGreaterThan(7);
        assertThat(demo.get("/v1/documents/" + id("document")).status()).isEqualTo(200);
        assertThat(demo.signRequest(id("request")).path("state").asString()).isEqualTo("awaiting-approval");
    }

    @Test
    void anotherSignersPhoneSeesNothingOfIt() {
        for (Call call : of("device")) {
            if (call.namesSomething() && !call.template().startsWith("/v1/consents")) {
                for (String audience : List.of("inbox", "prepared", "devices")) {
                    Answer answer = asPhone(stranger, call, audience);
                    assertThat(answer.status()).as(call + ": " + answer.text()).isIn(401, 404);
                    assertThat(told(answer, call)).as("%s", call).doesNotContain(somebodys.values());
                }
            }
        }
        for (String path : List.of("/v1/inbox", "/v1/devices", "/v1/consents")) {
            String audience = path.equals("/v1/inbox") ? "inbox" : "devices";
            assertThat(stranger.phone().get(audience, path).expecting(200).text())
                    .doesNotContain(somebodys.values());
        }
        assertThat(device(signer)).isEqualTo(id("device"));
        assertThat(signer.phone()
                        .get("devices", "/v1/devices")
                        .json()
                        .at("/devices/0/status")
                        .asString())
                .isEqualTo("bound");
    }

    /// What an answer says beyond the address that it was asked at.
    private static String told(Answer answer, Call call) {
        return answer.text().replace(call.path(), "");
    }

    private static List<Call> of(String kind) {
        List<Call> found =
                calls.stream().filter(call -> call.kind().equals(kind)).toList();
        assertThat(found).as(kind).isNotEmpty();
        return found;
    }

    private static String id(String what) {
        return String.valueOf(somebodys.get(what));
    }

    private static String device(Signers.Signer of) {
        return of.phone()
                .get("devices", "/v1/devices")
                .expecting(200)
                .json()
                .at("/devices/0/id")
                .asString();
    }

    private static Stream<Call> described(String service) {
        URI at = Platform.running().service(service);
        JsonNode document = Http.send(
                        HttpRequest.newBuilder(at.resolve("/v3/api-docs")).GET())
                .expecting(200)
                .json();
        List<Call> found = new ArrayList<>();
        document.path("paths")
                .forEachEntry((template, methods) -> methods.forEachEntry((method, operation) -> {
                    List<String> kinds = new ArrayList<>();
                    operation.path("security").forEach(one -> one.forEachEntry((kind, _) -> kinds.add(kind)));
                    assertThat(kinds).as(template).hasSizeLessThan(2);
                    found.add(new Call(
                            at,
                            method.toUpperCase(java.util.Locale.ROOT),
                            template,
                            filled(template),
                            kinds.isEmpty() ? "" : kinds.getFirst(),
                    bodyOf(operation, template)));
                }));
        return found.stream();
    }

    /// Uploads are streams, of which a description has no schema.
    private static String bodyOf(JsonNode operation, String template) {
        boolean upload = template.equals("/v1/documents") || template.equals("/v1/verifications");
        return operation.path("requestBody").path("content").propertyNames().stream()
                .findFirst()
                .orElse(upload ? "application/pdf" : "application/json");
    }

    private static String filled(String template) {
        return template.replaceAll("^(/v1/documents)/\\{[^}]+}", "$1/" + id("document"))
                        .replaceAll("^(/v1/pictures)/\\{[^}]+}", "$1/" + id("picture"))
                        .replaceAll("^(/v1/sign-requests)/\\{[^}]+}", "$1/" + id("request"))
                        .replaceAll("^(/v1/inbox)/\\{[^}]+}", "$1/" + id("request"))
                        .replaceAll("^(/v1/prepared)/\\{[^}]+}/\\{[^}]+}", "$1/" + id("request") + "/" + id("document"))
                        .replaceAll("^(/v1/devices|/v1/operator/devices)/\\{[^}]+}", "$1/" + id("device"))
                        .replaceAll("\\{[^}]+}", "x")
                + (template.equals("/v1/certificates") ? "?userId=" + signer.userId() : "");
    }

    private static Answer bare(Call call, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.service().resolve(call.path()));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return Http.send(request.header("Content-Type", call.type())
                .method(
                        call.method(),
                        call.method().equals("GET") || call.method().equals("HEAD")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString("{}")));
    }

    /// Through the gateway, as phones come: what it does not forward is not there.
    private static Answer asPhone(Signers.Signer who, Call call, String audience) {
        return who.phone().call(audience, call.method(), call.path());
    }
}
