package vn.kyso.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.frame.Calls.Answer;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestTokens;

@KysoTest(Service.DOCUMENT)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = PlainService.class)
@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest {
    private static final String JSON = "application/json";

    @LocalServerPort
    int port;

    private Calls calls;

    @BeforeEach
    void calls() {
        calls = new Calls(port);
    }

    @Test
    void tellsARefusalWithItsMembers() {
        Answer answer = calls.get("/open/refused");

        assertProblem(answer, 422, "not-a-pdf");
        assertThat(answer.json().path("title").asString()).isEqualTo("The file is not a PDF");
        assertThat(answer.json().path("detail").asString()).isEqualTo("It begins with <html>.");
        assertThat(answer.json().path("firstBytes").asString()).isEqualTo("PGh0bWw-");
        assertThat(answer.json().path("instance").asString()).isEqualTo("/open/refused");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void aRefusalIsLoggedUnderTheTraceOfItsCall(CapturedOutput output) {
        String trace = UUID.randomUUID().toString().replace("-", "");

        assertProblem(
                calls.get("/open/refused", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01"), 422, "not-a-pdf");

        assertThat(output.getAll().lines().filter(line -> line.contains(trace)))
                .anyMatch(line -> line.contains("A call was refused") && line.contains("not-a-pdf"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404, not-found",
        "GET, /, 404, not-found",
        "GET, /error, 404, not-found",
        "GET, /open/numbers/not-a-uuid?limit=1, 404, not-found",
        "GET, /open/numbers/0b8b8e9c-0000-4000-8000-000000000000, 400, malformed-request",
        "GET, /open/numbers/0b8b8e9c-0000-4000-8000-000000000000?limit=x, 422, invalid-field",
        "GET, /open/numbers/0b8b8e9c-0000-4000-8000-000000000000?limit=101, 422, invalid-field",
        "DELETE, /open/refused, 405, method-not-allowed",
        "TRACE, /open/refused, 405, method-not-allowed",
        "GET, /open/..;/open/refused, 400, malformed-request",
        "GET, /open/%2e%2e/refused, 400, malformed-request",
    })
    void answersWhatReachesNoHandler(String method, String path, int status, String code) {
        assertProblem(calls.send(calls.request(path).method(method, BodyPublishers.noBody())), status, code);
    }

    @Test
    void namesTheAllowedMethods() {
        assertThat(calls.post("/open/refused", "").header("allow")).contains("GET");
        assertThat(calls.send(calls.request("/open/refused").method("OPTIONS", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesOtherMediaTypes() {
        assertProblem(calls.post("/open/orders", "<a/>", "Content-Type", "text/xml"), 415, "unsupported-media-type");
        assertProblem(
                calls.get("/open/numbers/0b8b8e9c-0000-4000-8000-000000000000?limit=1", "Accept", "application/pdf"),
                406,
                "not-acceptable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"boxes\":[{\"x\":1,\"name\":\"a\"},{\"x\":\"wide\",\"name\":\"b\"}]} | boxes[1].x",
                "{\"boxes\":[{\"x\":1,\"name\":\"a\"},{\"x\":101,\"name\":\"b\"}]} | boxes[1].x",
                "{\"boxes\":[{\"x\":1,\"name\":\" \"}]} | boxes[0].name",
                "{\"boxes\":[],\"id\":\"1\"} | id",
                "{\"boxes\":[],\"code\":{\"value\":\"123\"}} | code",
                "{\"boxes\":{}} | boxes",
            })
    void namesTheFieldThatIsRefused(String body, String field) {
        Answer answer = calls.post("/open/orders", body, "Content-Type", JSON);

        assertProblem(answer, 422, "invalid-field");
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(answer.body()).doesNotContain("vn.kyso", "java.", "jackson");
    }

    @Test
    void passesOnWhatARecordSaysAboutItsValue() {
        Answer answer = calls.post("/open/orders", "{\"boxes\":[],\"code\":{\"value\":\"123\"}}", "Content-Type", JSON);

        assertThat(answer.json().path("detail").asString()).isEqualTo("code: A match code has two digits");
    }

    @Test
    void listsEveryFieldThatIsRefused() {
        Answer answer = calls.post(
                "/open/orders",
                "{\"boxes\":[{\"x\":101,\"name\":\"a\"},{\"x\":102,\"name\":\"\"}]}",
                "Content-Type",
                JSON);

        assertThat(answer.json().path("errors")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"boxes\": | ''", "'' | ''", "nonsense | ''", "[1,2] | ''"})
    void refusesBodiesThatAreNotTheJsonExpected(String body, String ignored) {
        assertProblem(calls.post("/open/orders", body, "Content-Type", JSON), 400, "malformed-request");
    }

    @Test
    void refusesABodyOverTheLimitWhetherItSaysSoOrNot() {
        String large = "{\"boxes\":[],\"pad\":\"" + "x".repeat(1 << 20) + "\"}";
        assertProblem(calls.post("/open/orders", large, "Content-Type", JSON), 413, "request-too-large");

        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
        Answer chunked = calls.send(calls.request("/open/orders", "Content-Type", JSON)
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes))));
        assertProblem(chunked, 413, "request-too-large");
        assertThat(chunked.json().path("maxBytes").asInt()).isEqualTo(1 << 20);
    }

    @Test
    void tellsAReferenceAndNothingElseWhenSomethingBreaks(CapturedOutput output) {
        Answer answer = calls.get("/open/broken");

        assertProblem(answer, 500, "internal-error");
        String reference = answer.json().path("reference").asString();
        assertThat(UUID.fromString(reference)).isNotNull();
        assertThat(answer.body()).doesNotContain("secret", "Exception", "at vn.");
        assertThat(output.getAll().lines().filter(line -> line.contains("the secret of the house")))
                .singleElement()
                .asString()
                .contains(reference);
    }

    @Test
    void saysThatItCanTryAgainWhenTheDatabaseIsAway() {
        Answer answer = calls.get("/open/database-away");

        assertProblem(answer, 503, "service-unavailable");
        assertThat(answer.header("retry-after")).isEqualTo("5");
        assertThat(answer.body()).doesNotContain("jdbc", "secret");
    }

    @Test
    void answersAProblemWhereAStreamWasAskedFor() {
        assertProblem(calls.get("/open/stream-refused", "Accept", "text/event-stream"), 404, "not-found");
    }

    @Test
    void endsAStreamThatBreaksWithoutWritingAProblemIntoIt() {
        Answer answer = calls.get("/open/stream-broken", "Accept", "text/event-stream");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("data:one\n\n");
    }

    @Test
    void guardsAHandlerBeforeItsBodyIsRead() {
        assertProblem(calls.post("/v1/documents", "{broken", "Content-Type", JSON), 405, "method-not-allowed");
        assertProblem(
                calls.get("/v1/documents", "Authorization", "Bearer " + TestTokens.requester("demo", "x")),
                403,
                "forbidden");
    }

    @Test
    void saysNothingAboutItsServer() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /a|b<c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "malformed-request");
            assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("Server:");
        }
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:kyso:problem:" + code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    }
}
