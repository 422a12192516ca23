package vn.kyso.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.testkit.EmbeddedParts;

/// How calls pass: bodies as they come, streams at once, refusals as problems.
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = GatewayApplication.class,
        properties = "kyso.frame.max-file-size=3MB")
class ForwardingTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();
    private static final BlockingQueue<CompletableFuture<String>> NEXT_EVENTS = new LinkedBlockingQueue<>();
    private static final CountDownLatch READER_GONE = new CountDownLatch(1);
    private static final HttpServer SERVICE = service();

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("forwarding");
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::username);
        registry.add("spring.datasource.password", database::password);
        registry.add("kyso.master-key", () -> Base64.getEncoder().encodeToString(new byte[32]));
        String service = "http://localhost:" + SERVICE.getAddress().getPort();
        registry.add("kyso.upstream.document-service", () -> service);
        registry.add("kyso.upstream.certificate-service", () -> service);
        registry.add("kyso.upstream.notification-service", () -> service);
        // Nobody listens on port 1.
        registry.add("kyso.upstream.signing-service", () -> "http://localhost:1");
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
        NEXT_EVENTS.clear();
    }

    @AfterAll
    static void stop() {
        SERVICE.stop(0);
    }

    @Test
    void handsOnAnUploadWhileItIsStillComing()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        PipedOutputStream upload = new PipedOutputStream();
        PipedInputStream body = new PipedInputStream(upload, 1 << 20);
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                request("/v1/documents")
                        .header("Content-Type", "application/pdf")
                        .POST(BodyPublishers.ofInputStream(() -> body))
                        .build(),
                BodyHandlers.ofString());
        upload.write(new byte[256 << 10]);
        upload.flush();
        assertThat(SEEN.poll(10, TimeUnit.SECONDS)).isEqualTo("first bytes of application/pdf");
        upload.write(new byte[1 << 20]);
        upload.close();

        assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("{\"size\":" + ((256 << 10) + (1 << 20)) + "}");
    }

    @Test
    void refusesAFileOverTheLimitThatSaysSo() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/v1/documents")
                .header("Content-Type", "application/pdf")
                .POST(BodyPublishers.ofByteArray(new byte[(3 << 20) + 1])));

        assertProblem(answer, 413, "document-too-large");
        assertThat(SEEN).isEmpty();
    }

    @Test
    void refusesAFileThatGrowsOverTheLimit() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/v1/documents")
                .header("Content-Type", "application/pdf")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[(3 << 20) + 1]))));

        assertProblem(answer, 413, "document-too-large");
        assertThat(SEEN).doesNotContain("whole body");
    }

    @Test
    void takesAFileThatJustFits() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/v1/documents")
                .header("Content-Type", "application/pdf")
                .POST(BodyPublishers.ofByteArray(new byte[3 << 20])));

        assertThat(answer.body()).isEqualTo("{\"size\":" + (3 << 20) + "}");
    }

    @Test
    void refusesOtherBodiesOverAMegabyte() throws IOException, InterruptedException {
        assertProblem(
                send(request("/v1/sign-requests")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(new byte[(1 << 20) + 1]))),
                413,
                "request-too-large");
    }

    @Test
    void passesEventsOnAsTheyCome() throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = stream();
        try (BufferedReader events = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(events.readLine()).isEqualTo(":");
            assertThat(events.readLine()).isEmpty();
            for (String event : List.of("asked", "approved", "finished")) {
                CompletableFuture<String> next = new CompletableFuture<>();
                NEXT_EVENTS.add(next);
                next.complete(event);
                assertThat(events.readLine()).isEqualTo("data:" + event);
                assertThat(events.readLine()).isEmpty();
            }
        }
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(READER_GONE.await(20, TimeUnit.SECONDS))
                .as("the service learns that the reader went away")
                .isTrue();
    }

    private HttpResponse<InputStream> stream() throws IOException, InterruptedException {
        return http.send(
                request("/v1/sign-requests/r1/events")
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", "3")
                        .build(),
                BodyHandlers.ofInputStream());
    }

    @Test
    void saysThatAServiceIsAway() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/v1/devices").GET());

        assertProblem(answer, 503, "service-unavailable");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("2");
        assertProblem(send(request("/v1/activations").POST(BodyPublishers.ofString("{}"))), 503, "service-unavailable");
    }

    @Test
    void saysSoWhenAServiceHangsUp() throws IOException, InterruptedException {
        assertProblem(send(request("/v1/documents/hang-up").GET()), 503, "service-unavailable");
    }

    @Test
    void handsOnWhatAServiceSays() throws IOException, InterruptedException {
        HttpResponse<String> refused = send(request("/v1/documents/refused").GET());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(refused.body()).isEqualTo("{\"code\":\"not-a-pdf\"}");

        HttpResponse<String> content =
                send(request("/v1/documents/d1/content?revision=2").header("Range", "bytes=0-3"));
        assertThat(content.statusCode()).isEqualTo(206);
        assertThat(content.body()).isEqualTo("%PDF");
        assertThat(content.headers().firstValue("content-range")).hasValue("bytes 0-3/9");
        assertThat(content.headers().firstValue("etag")).hasValue("\"abc\"");
        assertThat(content.headers().firstValue("content-type").orElse("")).startsWith("application/pdf");
        assertThat(SEEN).contains("/v1/documents/d1/content?revision=2 range bytes=0-3");
    }

    @Test
    void followsNoServicesRedirect() throws IOException, InterruptedException {
        assertThat(send(request("/v1/documents/moved").GET()).statusCode()).isEqualTo(302);
        assertThat(SEEN).hasSize(1);
    }

    @Test
    void handsOnOcspRequestsWithSlashesInTheirBase64() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(request("/pki/ocsp/MFEw%2FTzB%2BNMEs//wCQ%3D%3D").GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(SEEN).contains("/pki/ocsp/MFEw%2FTzB%2BNMEs/%2FwCQ%3D%3D range null");
        assertProblem(send(request("/v1/documents/a%2Fb").GET()), 400, "malformed-request");
    }

    @Test
    void answersUnknownAddressesAsProblems() throws IOException, InterruptedException {
        for (String path : List.of("/nowhere", "/v1/operator/subscribers", "/v1/documents/1/secret", "/internal/x")) {
            assertProblem(send(request(path).GET()), 404, "not-found");
        }
        assertThat(SEEN).isEmpty();
    }

    @Test
    void saysWhichMethodsAnAddressTakes() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/v1/certificates").DELETE());
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("allow")).hasValue("GET");
        HttpResponse<String> either = send(request("/v1/documents/d1").PUT(BodyPublishers.ofString("x")));
        assertProblem(either, 405, "method-not-allowed");
        assertThat(either.headers().firstValue("allow")).hasValue("DELETE, GET");
        assertProblem(send(request("/pki/tsa").GET()), 405, "method-not-allowed");
        assertThat(SEEN).isEmpty();
    }

    @Test
    void isAliveAndReady() throws IOException, InterruptedException {
        for (String path : List.of("/actuator/health/liveness", "/actuator/health/readiness", "/livez", "/readyz")) {
            assertThat(send(request(path).GET()).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void saysThatItCannotDescribeAServiceItHasNeverSeen() throws IOException, InterruptedException {
        assertProblem(send(request("/openapi.json").GET()), 503, "service-unavailable");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer abc");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("type").asString()).isEqualTo("urn:kyso:problem:" + code);
    }

    private static HttpServer service() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                try (exchange) {
                    serve(exchange);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("The service behind the gateway did not start", e);
        }
    }

    private static void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        if (exchange.getRequestMethod().equals("POST")) {
            take(exchange);
            return;
        }
        SEEN.add(path + " range " + exchange.getRequestHeaders().getFirst("Range"));
        switch (path) {
            case "/v1/documents/refused" ->
                answer(exchange, 422, "application/problem+json", "{\"code\":\"not-a-pdf\"}");
            case "/v1/documents/hang-up" -> exchange.close();
            case "/v1/documents/moved" -> {
                exchange.getResponseHeaders().set("Location", "/v1/documents/elsewhere");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/v1/sign-requests/r1/events" -> events(exchange);
            case "/v1/documents/d1/content?revision=2" -> {
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-3/9");
                exchange.getResponseHeaders().set("ETag", "\"abc\"");
                answer(exchange, 206, "application/pdf", "%PDF");
            }
            default -> answer(exchange, 200, "application/octet-stream", "x");
        }
    }

    private static void take(HttpExchange exchange) throws IOException {
        InputStream body = exchange.getRequestBody();
        long size = body.readNBytes(1 << 10).length;
        SEEN.add("first bytes of " + exchange.getRequestHeaders().getFirst("Content-Type"));
        size += body.transferTo(OutputStream.nullOutputStream());
        SEEN.add("whole body");
        answer(exchange, 201, "application/json", "{\"size\":" + size + "}");
    }

    /// Events that the test releases one by one, then a sign of life every 100 ms until nobody reads any more.
    private static void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        // This server keeps headers back until something is written; services don't.
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        try {
            for (int i = 0; i < 3; i++) {
                String event = NEXT_EVENTS.take().get(10, TimeUnit.SECONDS);
                out.write(("data:" + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            for (int i = 0; i < 200 && NEXT_EVENTS.poll(100, TimeUnit.MILLISECONDS) == null; i++) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            READER_GONE.countDown();
            throw e;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("The test released no event", e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
