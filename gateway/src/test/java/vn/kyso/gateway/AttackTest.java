package vn.kyso.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.kyso.testkit.EmbeddedParts;

/// What strangers try at the public door.
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = GatewayApplication.class,
        properties = {
            "kyso.public-url=https://sign.example.vn",
            "kyso.limits.tokens=12",
            "kyso.limits.timestamps=3",
            "kyso.limits.ocsp=30",
            "kyso.limits.lists=5",
            "kyso.session.check=PT1S"
        })
class AttackTest {
    private static final String SECRET = "a-secret-of-the-demo-tenant";
    private static final String PASSWORD = "a-password-of-lan";
    private static final BlockingQueue<Arrived> ARRIVED = new LinkedBlockingQueue<>();
    private static final HttpServer SERVICE = service();

    private record Arrived(String method, String path, Headers headers) {}

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http = HttpClient.newHttpClient();
    /// Comes from an address of its own, so that what it uses up is its own too.
    private final HttpClient elsewhere = HttpClient.newBuilder()
            .localAddress(InetAddress.ofLiteral("127.0.0.2"))
            .build();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("attack");
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::username);
        registry.add("spring.datasource.password", database::password);
        registry.add("kyso.master-key", () -> Base64.getEncoder().encodeToString(new byte[32]));
        String service = "http://localhost:" + SERVICE.getAddress().getPort();
        for (String name : List.of("document", "certificate", "signing", "notification")) {
            registry.add("kyso.upstream." + name + "-service", () -> service);
        }
        registry.add("kyso.bootstrap.tenants[0].id", () -> "demo");
        registry.add("kyso.bootstrap.tenants[0].name", () -> "Demo Co");
        registry.add("kyso.bootstrap.tenants[0].secret", () -> SECRET);
        registry.add("kyso.bootstrap.tenants[0].username", () -> "lan");
        registry.add("kyso.bootstrap.tenants[0].display-name", () -> "Lan");
        registry.add("kyso.bootstrap.tenants[0].password", () -> PASSWORD);
    }

    private static HttpServer service() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                ARRIVED.add(new Arrived(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders()));
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("The service behind the gateway did not start", e);
        }
    }

    @AfterAll
    static void stop() {
        SERVICE.stop(0);
    }

    @BeforeEach
    void forget() {
        ARRIVED.clear();
    }

    @Test
    void nothingThatAClientSaysAboutItsWayReachesAService() throws IOException, InterruptedException {
        send(request("/v1/documents")
                .header("Authorization", "Bearer abc")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "gopher")
                .header("X-Forwarded-Prefix", "/evil")
                .header("X-Forwarded-For", "203.0.113.7")
                .header("Forwarded", "host=evil.example;for=203.0.113.7")
                .header("X-Kyso-Tenant", "other")
                .GET());
        Headers headers = ARRIVED.remove().headers();
        assertThat(headers.toString()).doesNotContain("evil.example", "gopher", "203.0.113.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pki/ocsp/../../v1/operator/dead-letters",
                "/pki/ocsp/%2e%2e/%2e%2e/v1/operator/dead-letters",
                "/pki/ocsp/..%2F..%2Fv1%2Foperator%2Fdead-letters",
                "/pki/ocsp/%252e%252e/%252e%252e/v1/operator/dead-letters",
                "/pki/ocsp/x;/../../v1/operator/dead-letters",
                "/pki/ocsp/..;/..;/v1/operator/dead-letters",
                "/v1/documents/..%2f..%2fv1%2foperator",
                "/v1/documents/%2e%2e/operator/dead-letters",
                "/v1/documents/..\\operator",
                "/v1/documents/a%5c..%5coperator",
                "//v1/operator/dead-letters",
                "/v1//operator/dead-letters",
                "/v1/documents/%00",
                "/v1/%6fperator/dead-letters",
                "/V1/OPERATOR/dead-letters",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/metrics",
                "/actuator/prometheus",
                "/v1/internal/certificates/x",
                "http://localhost:1/v1/operator/dead-letters"
            })
    void noSpellingOfAnAddressLeadsToWhatIsNotListed(String target) throws IOException {
        int status = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer abc\r\n");
        assertThat(status).isIn(204, 400, 404);
        assertThat(ARRIVED).allSatisfy(arrived -> {
            // Whatever arrives can only be read as OCSP's, however often it is decoded and tidied up.
            String path = arrived.path();
            assertThat(path).startsWith("/pki/ocsp/").doesNotContain("/../", "/..;", "%2e%2e/", "..\\");
            assertThat(URI.create(path).normalize().getPath()).startsWith("/pki/ocsp/");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/operator/x HTTP/1.1\r\n\r\n",
                "Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcdGET /v1/operator/x HTTP/1.1\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"
            })
    void bodiesOfTwoLengthsAreNotPassedOn(String rest) throws IOException {
        raw("POST /v1/verifications HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a\r\n"
                + "Content-Type: application/pdf\r\n" + rest);
        assertThat(ARRIVED).allSatisfy(arrived -> assertThat(arrived.path()).isEqualTo("/v1/verifications"));
    }

    @Test
    void aSessionGetsANewNameAtLogInAndASecureCookie() throws IOException, InterruptedException {
        Browser browser = new Browser();
        browser.open();
        String planted = "00000000-0000-0000-0000-000000000000";
        browser.plant(planted);
        HttpResponse<String> answer = browser.logIn("lan", PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(204);
        String cookie = answer.headers().allValues("set-cookie").stream()
                .filter(value -> value.startsWith("kyso-session="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Lax").doesNotContain(encoded(planted));
    }

    @Test
    void aSessionEndsWithItsRowWhereverItIsShown() throws IOException, InterruptedException {
        Browser browser = new Browser();
        browser.open();
        browser.logIn("lan", PASSWORD);
        assertThat(browser.session().body()).contains("\"loggedIn\":true");
        jdbc.sql("update spring_session set creation_time = creation_time - 13 * 3600 * 1000")
                .update();
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> browser.session().body().contains("\"loggedIn\":false"));
    }

    @Test
    void anAuthorizationHeaderDoesNotRideOnASession() throws IOException, InterruptedException {
        Browser browser = new Browser();
        browser.open();
        browser.logIn("lan", PASSWORD);
        browser.send(
                request("/v1/documents").header("Authorization", "Bearer abc").GET());
        assertThat(ARRIVED.remove().headers().get("Authorization")).containsExactly("Bearer abc");
        browser.send(request("/v1/inbox").GET());
        assertThat(ARRIVED.remove().headers().get("Authorization"))
                .as("a session is no phone")
                .isNull();
    }

    @Test
    void foreignOriginsReadNothingAndThePhonesAppOnlyItsPaths() throws IOException, InterruptedException {
        for (String path : List.of("/v1/documents", "/v1/certificates", "/session", "/oauth2/token")) {
            assertThat(preflight(path, "http://localhost:8085")).as(path).isEmpty();
        }
        assertThat(preflight("/v1/inbox", "http://localhost:8085")).hasValue("http://localhost:8085");
        assertThat(preflight("/v1/inbox", "https://evil.example")).isEmpty();
        assertThat(preflight("/v1/inbox", "null")).isEmpty();
    }

    @Test
    void namesThatNobodyHasCostOneAnswer() throws IOException, InterruptedException {
        Browser browser = new Browser();
        browser.open();
        assertThat(browser.logIn("x".repeat(20_000), "y").statusCode()).isEqualTo(401);
        assertThat(browser.logIn("a%00b", "y").statusCode()).isEqualTo(401);
        assertThat(jdbc.sql("select count(*) from frame_rate_limit where length(bucket) > 200")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whoeverAsksTooOftenIsHeldBackBeforeAnythingIsLookedUp() throws IOException, InterruptedException {
        assertThat(untilRefused("/oauth2/token", 40)).isLessThan(40);
        assertThat(untilRefused("/pki/tsa", 10)).isLessThan(10);
        assertThat(untilRefused("/pki/ts%61", 10)).as("by another spelling").isZero();
        assertThat(untilRefused("/pki/ocsp", 60)).isLessThan(60);
        assertThat(untilRefused("/pki/crl/issuing.crl", 12)).isLessThan(12);
        assertThat(untilRefused("/pki/ca/root.pem", 12))
                .as("from the same bucket")
                .isZero();
        HttpResponse<String> answer = elsewhere.send(
                request("/pki/tsa").POST(BodyPublishers.ofString("x")).build(), BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.body()).contains("\"code\":\"rate-limited\"");
        assertThat(send(request("/pki/tsa").POST(BodyPublishers.ofString("x"))).statusCode())
                .as("from another address")
                .isNotEqualTo(429);
    }

    private int untilRefused(String path, int most) throws IOException, InterruptedException {
        for (int i = 0; i < most; i++) {
            HttpRequest call = request(path).POST(BodyPublishers.ofString("x")).build();
            if (elsewhere.send(call, BodyHandlers.ofString()).statusCode() == 429) {
                return i;
            }
        }
        return most;
    }

    private java.util.Optional<String> preflight(String path, String origin) throws IOException, InterruptedException {
        return send(request(path)
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "GET")
                        .header("Access-Control-Request-Headers", "authorization")
                        .method("OPTIONS", BodyPublishers.noBody()))
                .headers()
                .firstValue("access-control-allow-origin");
    }

    private static String encoded(String session) {
        return Base64.getEncoder().encodeToString(session.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /// Sends what no client would, and reads the status of what comes back.
    private int raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String closing = head.contains("\r\n\r\n") ? head : head + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(answer, StandardCharsets.ISO_8859_1).substring(9));
        }
    }

    /// A browser that keeps even Secure cookies over plain http, as it would over TLS.
    private final class Browser {
        private final CookieManager cookies = new CookieManager();

        void open() throws IOException, InterruptedException {
            session();
        }

        void plant(String session) {
            cookies.getCookieStore()
                    .add(URI.create("http://localhost/"), new HttpCookie("kyso-session", encoded(session)));
        }

        HttpResponse<String> session() throws IOException, InterruptedException {
            return send(request("/session").GET());
        }

        HttpResponse<String> logIn(String username, String password) throws IOException, InterruptedException {
            return send(request("/session")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-XSRF-TOKEN", value("XSRF-TOKEN"))
                    .POST(BodyPublishers.ofString("username=" + username + "&password=" + password)));
        }

        HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            String sent = cookies.getCookieStore().getCookies().stream()
                    .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                    .reduce((one, other) -> one + "; " + other)
                    .orElse("");
            HttpResponse<String> answer =
                    AttackTest.this.send(sent.isEmpty() ? request : request.header("Cookie", sent));
            for (String header : answer.headers().allValues("set-cookie")) {
                for (HttpCookie cookie : HttpCookie.parse(header)) {
                    cookie.setPath("/");
                    cookie.setVersion(0);
                    cookies.getCookieStore().add(URI.create("http://localhost/"), cookie);
                }
            }
            return answer;
        }

        private String value(String name) {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
        }
    }
}
