package vn.kyso.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Images;
import vn.kyso.document.played.Pdfs;
import vn.kyso.testkit.TestTokens;

/// Every call of this service, made by another tenant, by nobody, and without the scope.
class TenancyTest extends DocumentServiceTest {
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private String document = "";
    private String request = "";
    private String picture = "";

    private record Call(String method, String path) {}

    @BeforeAll
    void ownByDemo() {
        api = Api.of(port, "demo");
        document = upload(Pdfs.pages(1));
        picture = api.picture("image/png", Images.seal()).json().path("id").asString();
        request = ask("B-B", document).path("id").asString();
    }

    @Test
    void anotherTenantSeesNothing() {
        Api other = Api.of(port, "other");
        for (Call call : calls()) {
            if (call.path().contains("{")) {
                Api.Answer answer = send(other, call);
                assertThat(answer.status()).as(call + ": " + answer).isEqualTo(404);
                assertThat(answer.code()).isEqualTo("not-found");
            }
        }
        assertThat(other.get("/v1/documents").json().path("documents").size()).isZero();
        assertThat(other.get("/v1/pictures").json().path("pictures").size()).isZero();
        assertThat(other.get("/v1/sign-requests").json().path("signRequests").size())
                .isZero();
        Api.Answer asking = other.post("/v1/sign-requests", body("B-B", List.of(item(document))));
        assertThat(asking.status()).isEqualTo(404);
        assertThat(read(request).path("state").asString()).isEqualTo("asked");
    }

    @Test
    void nobodyIsAskedWhoTheyAre() {
        Api nobody = new Api("http://localhost:" + port, "");
        for (Call call : calls()) {
            Api.Answer answer = send(nobody, call);
            assertThat(answer.status()).as(call + ": " + answer).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("unauthenticated");
        }
    }

    @Test
    void whatTheGatewaySendsToAnotherServiceOpensNothingHere() {
        String own = "Bearer " + TestTokens.session("demo", "documents:write", Service.DOCUMENT);
        assertThat(new Api("http://localhost:" + port, own)
                        .get("/v1/documents/" + document)
                        .status())
                .isEqualTo(200);
        for (String scopes : List.of("certificates:read", "documents:write signatures:request certificates:read")) {
            Api stolen = new Api(
                    "http://localhost:" + port, "Bearer " + TestTokens.session("demo", scopes, Service.CERTIFICATE));
            for (Call call : calls()) {
                assertThat(send(stolen, call).status()).as("%s", call).isEqualTo(401);
            }
        }
    }

    @Test
    void eachCallNeedsItsScope() {
        Map<String, String> needed = Map.of(
                "/v1/documents", "signatures:request certificates:read",
                "/v1/pictures", "documents:write certificates:read",
                "/v1/sign-requests", "documents:write certificates:read",
                "/v1/verifications", "signatures:request certificates:read");
        for (Call call : calls()) {
            needed.forEach((prefix, scopes) -> {
                if (call.path().startsWith(prefix)) {
                    Api narrow = new Api("http://localhost:" + port, "Bearer " + TestTokens.requester("demo", scopes));
                    assertThat(send(narrow, call).code()).as(call.toString()).isEqualTo("forbidden");
                }
            });
        }
    }

    @Test
    void theWalkKnowsEveryCall() {
        Set<String> paths = new TreeSet<>();
        calls().forEach(call -> paths.add(call.method() + " " + call.path()));
        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "POST /v1/documents",
                        "GET /v1/documents",
                        "GET /v1/documents/{id}",
                        "DELETE /v1/documents/{id}",
                        "GET /v1/documents/{id}/content",
                        "GET /v1/documents/{id}/page-index",
                        "POST /v1/pictures",
                        "GET /v1/pictures",
                        "GET /v1/pictures/{id}/content",
                        "DELETE /v1/pictures/{id}",
                        "POST /v1/sign-requests",
                        "GET /v1/sign-requests",
                        "GET /v1/sign-requests/{id}",
                        "GET /v1/sign-requests/{id}/events",
                        "POST /v1/sign-requests/{id}/cancel",
                        "POST /v1/sign-requests/{id}/reminders",
                        "POST /v1/verifications");
    }

    /// Of requesters; the device's one call has its own test.
    private List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> mapping :
                mappings.getHandlerMethods().entrySet()) {
            if (mapping.getValue().getBeanType().getPackageName().startsWith("vn.kyso.document")) {
                String path = mapping.getKey().getPatternValues().iterator().next();
                if (!path.startsWith("/v1/prepared")) {
                    mapping.getKey()
                            .getMethodsCondition()
                            .getMethods()
                            .forEach(method -> calls.add(new Call(method.name(), path)));
                }
            }
        }
        return calls;
    }

    private Api.Answer send(Api as, Call call) {
        String id = switch (call.path().split("/")[2]) {
            case "documents" -> document;
            case "pictures" -> picture;
            default -> request;
        };
        String type = switch (call.path()) {
            case "/v1/documents", "/v1/verifications" -> "application/pdf";
            case "/v1/pictures" -> "image/png";
            default -> "application/json";
        };
        byte[] sent = type.equals("application/json")
                ? "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)
                : type.equals("image/png") ? Images.seal() : Pdfs.pages(1);
        byte[] body = call.method().equals("POST") ? sent : new byte[0];
        return Api.send(as.request(call.path().replace("{id}", id))
                .header("Content-Type", type)
                .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(body)));
    }
}
