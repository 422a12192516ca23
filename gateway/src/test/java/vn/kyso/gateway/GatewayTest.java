package vn.kyso.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.kyso.testkit.EmbeddedParts;

/// The gateway on a real PostgreSQL, before a service that notes what reaches it.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = GatewayApplication.class)
class GatewayTest {
    private static final String SECRET = "a-secret-of-the-demo-tenant";
    private static final String PASSWORD = "a-password-of-lan";
    private static final BlockingQueue<Arrived> ARRIVED = new LinkedBlockingQueue<>();
    private static final HttpServer SERVICE = service();

    private record Arrived(String method, String path, Headers headers, byte[] body) {}

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("gateway");
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::username);
        registry.add("spring.datasource.password", database::password);
        registry.add("kyso.master-key", () -> Base64.getEncoder().encodeToString(new byte[32]));
        String service = "http://localhost:" + SERVICE.getAddress().getPort();
        registry.add("kyso.upstream.document-service", () -> service);
        registry.add("kyso.upstream.signing-service", () -> service);
        registry.add("kyso.upstream.certificate-service", () -> service);
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
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders(),
                        exchange.getRequestBody().readAllBytes()));
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
    void givesASystemATokenOfItsTenant() throws IOException, InterruptedException, ParseException {
        HttpResponse<String> answer = token("demo", SECRET);

        assertThat(answer.statusCode()).isEqualTo(200);
        String token = answer.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
        SignedJWT jwt = SignedJWT.parse(token);
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("http://localhost:8080");
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("demo");
        assertThat(jwt.getJWTClaimsSet().getStringClaim("tenant")).isEqualTo("demo");
        assertThat(jwt.getJWTClaimsSet().getStringClaim("requester_name")).isEqualTo("Demo Co");
        assertThat(jwt.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("documents:write");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("kyso-api");
    }

    @Test
    void refusesAWrongSecret() throws IOException, InterruptedException {
        assertThat(token("demo", SECRET + "x").statusCode()).isEqualTo(401);
    }

    @Test
    void keepsTokenKeysWrapped() {
        byte[] stored =
                jdbc.sql("select wrapped from token_key").query(byte[].class).single();

        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("\"kty\"", "\"d\"");
    }

    @Test
    void forwardsASystemsRequestAsItIsButForCookies() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request("/v1/documents")
                .header("Authorization", "Bearer abc")
                .header("Cookie", "kyso-session=stolen")
                .POST(BodyPublishers.ofString("%PDF-1.7")));

        assertThat(answer.statusCode()).isEqualTo(204);
        Arrived arrived = ARRIVED.remove();
        assertThat(arrived.headers().getFirst("Authorization")).isEqualTo("Bearer abc");
        assertThat(arrived.headers().get("Cookie")).isNull();
        assertThat(arrived.body()).isEqualTo("%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void forwardsNothingThatIsNotListed() throws IOException, InterruptedException {
        assertThat(send(request("/v1/operator/credentials")
                                .header("Authorization", "Bearer abc")
                                .GET())
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(request("/v1/documents/1/secret")
                                .header("Authorization", "Bearer abc")
                                .GET())
                        .statusCode())
                .isEqualTo(404);
        assertThat(ARRIVED).isEmpty();
    }

    @Test
    void turnsASessionIntoATokenThatTheBrowserNeverSees() throws IOException, InterruptedException, ParseException {
        logIn(PASSWORD, 204);

        send(request("/v1/documents").GET());

        String bearer = ARRIVED.remove().headers().getFirst("Authorization");
        SignedJWT jwt = SignedJWT.parse(bearer.substring("Bearer ".length()));
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("lan");
        assertThat(jwt.getJWTClaimsSet().getStringClaim("tenant")).isEqualTo("demo");
        assertThat(send(request("/session").GET()).body())
                .contains("\"loggedIn\":true")
                .doesNotContain(bearer);
    }

    /// So the service that is sent one can use it nowhere else; document-service's TenancyTest holds the other half.
    @Test
    void aSessionsTokenIsForOneServiceAndOneScope() throws IOException, InterruptedException, ParseException {
        logIn(PASSWORD, 204);
        List<List<String>> calls = List.of(
                List.of("/v1/documents", "document-service", "documents:write"),
                List.of("/v1/documents/1/content", "document-service", "documents:write"),
                List.of("/v1/pictures", "document-service", "signatures:request"),
                List.of("/v1/sign-requests/1/events", "document-service", "signatures:request"),
                List.of("/v1/sign-requests/1/evidence", "signing-service", "signatures:request"),
                List.of("/v1/certificates?userId=ICA.1", "certificate-service", "certificates:read"));
        for (List<String> call : calls) {
            send(request(call.get(0)).GET());

            String bearer = ARRIVED.remove().headers().getFirst("Authorization");
            JWTClaimsSet claims =
                    SignedJWT.parse(bearer.substring("Bearer ".length())).getJWTClaimsSet();
            assertThat(claims.getAudience()).as(call.get(0)).containsExactly("kyso-api/" + call.get(1));
            assertThat(claims.getStringClaim("scope")).as(call.get(0)).isEqualTo(call.get(2));
            assertThat(claims.getExpirationTime().toInstant())
                    .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(60));
        }
    }

    @Test
    void refusesAWrongPassword() throws IOException, InterruptedException {
        logIn(PASSWORD + "x", 401);
        assertThat(send(request("/session").GET()).body()).contains("\"loggedIn\":false");
    }

    @Test
    void limitsTheTriesAtAPassword() throws IOException, InterruptedException {
        jdbc.sql("""
                        insert into frame_rate_limit values ('log-in:lan', 0, now())
                        on conflict (bucket) do update set tokens = 0, updated_at = now()
                        """).update();
        try {
            logIn(PASSWORD, 429);
        } finally {
            jdbc.sql("delete from frame_rate_limit").update();
        }
        logIn(PASSWORD, 204);
    }

    @Test
    void refusesASessionsWriteWithoutItsCsrfToken() throws IOException, InterruptedException {
        logIn(PASSWORD, 204);

        HttpResponse<String> answer = send(request("/v1/documents").POST(BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"forbidden\"", "X-XSRF-TOKEN");
        assertThat(ARRIVED).isEmpty();
    }

    private void logIn(String password, int expected) throws IOException, InterruptedException {
        send(request("/session").GET());
        HttpResponse<String> answer = send(request("/session")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-XSRF-TOKEN", csrf())
                .POST(BodyPublishers.ofString("username=lan&password=" + password)));
        assertThat(answer.statusCode()).isEqualTo(expected);
    }

    private String csrf() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private HttpResponse<String> token(String id, String secret) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(request("/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=documents:write")));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
