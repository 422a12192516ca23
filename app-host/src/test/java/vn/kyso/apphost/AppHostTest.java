package vn.kyso.apphost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AppHostTest {
    private static final AppHost HOST = start("https://sign.example", "https://kyso.example");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AfterAll
    static void stop() {
        HOST.close();
    }

    @Test
    void servesTheAppAndSaysWhereItsApiIs() {
        HttpResponse<byte[]> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(text(page))
                .contains("<title>Kyso</title>")
                .doesNotContain("<script>")
                .doesNotContain("style=");
        assertThat(text(get("/config.json"))).isEqualTo("{\"api\":\"https://kyso.example\"}");
        assertThat(get("/manifest.webmanifest").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/config.json", "/sw.js", "/digests.json", "/nothing.js", "/actuator/health"})
    void forbidsBrowsersWhatTheAppDoesNotNeed(String path) {
        HttpResponse<byte[]> answer = get(path);
        assertThat(header(answer, "Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("connect-src 'self' https://kyso.example;")
                .contains("frame-ancestors 'none'")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Permissions-Policy")).contains("publickey-credentials-get=(self)", "camera=()");
        assertThat(header(answer, "Strict-Transport-Security")).startsWith("max-age=");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void isReadyWithTheBundleAloneAndAliveWithoutIt() throws IOException {
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        Settings settings = new Settings(
                new InetSocketAddress(0), URI.create("https://sign.example"), URI.create("https://kyso.example"));
        try (AppHost empty = new AppHost(settings, new Bundle("/nowhere/"))) {
            assertThat(get(empty, "/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(empty, "/actuator/health").statusCode()).isEqualTo(503);
            assertThat(get(empty, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void promisesHttpsOnlyWhereItIsServedByIt() {
        try (AppHost plain = start("http://localhost:8085", "http://localhost:8080")) {
            assertThat(get(plain, "/").headers().firstValue("Strict-Transport-Security"))
                    .isEmpty();
        }
    }

    @Test
    void listensWhereItIsTold() throws IOException {
        Map<String, String> environment = Map.of("KYSO_PORT", "0");
        try (AppHost everywhere = new AppHost(Settings.of(environment))) {
            assertThat(everywhere.address().getAddress().isAnyLocalAddress()).isTrue();
        }
        try (AppHost here = new AppHost(Settings.of(Map.of("KYSO_PORT", "0", "SERVER_ADDRESS", "127.0.0.1")))) {
            assertThat(here.address().getAddress().isLoopbackAddress()).isTrue();
        }
    }

    @Test
    void whatIsNamedAfterItsContentIsKeptAndTheRestIsAskedForAgain() {
        List<String> files = digests().stream().map(d -> d.group(1)).toList();
        String script = files.stream()
                .filter(f -> f.matches("assets/app-.*\\.js"))
                .findFirst()
                .orElseThrow();
        assertThat(header(get("/" + script), "Cache-Control")).contains("immutable");
        for (String path : List.of("/", "/sw.js", "/config.json", "/digests.json", "/manifest.webmanifest")) {
            assertThat(header(get(path), "Cache-Control")).as(path).isEqualTo("no-cache");
        }
    }

    @Test
    void whatItPublishesAsDigestsIsWhatItServes() {
        List<MatchResult> digests = digests();
        assertThat(digests).hasSizeGreaterThan(10);
        assertThat(digests.stream().map(d -> d.group(1))).contains("index.html", "sw.js", "manifest.webmanifest");
        for (MatchResult digest : digests) {
            String path = digest.group(1).equals("index.html") ? "/" : "/" + digest.group(1);
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(sha256(answer.body())).as(path).isEqualTo(digest.group(2));
        }
    }

    @Test
    void aCompressedAnswerIsTheSame() throws IOException {
        HttpResponse<byte[]> compressed = get(HOST, "/", Map.of("Accept-Encoding", "br, gzip"));
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "Vary")).isEqualTo("Accept-Encoding");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(get("/").body());
        }
        assertThat(get(HOST, "/", Map.of("Accept-Encoding", "gzip;q=0"))
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../app-host.jar",
                "/..%2f..%2fapplication.yaml",
                "/assets/../../portal/index.html",
                "//etc/passwd",
                "/.hidden.js",
                "/index.html.gz",
                "/index",
                "/META-INF/MANIFEST.MF",
                "/a%00.js",
                "/kyso/app/index.html"
            })
    void servesNothingElse(String path) {
        assertThat(raw("GET " + path + " HTTP/1.1")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void takesNoOtherMethod() {
        assertThat(raw("POST / HTTP/1.1\r\nContent-Length: 0")).startsWith("HTTP/1.1 405 ");
        assertThat(raw("OPTIONS / HTTP/1.1")).startsWith("HTTP/1.1 405 ");
        String head = raw("HEAD /config.json HTTP/1.1");
        assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://kyso.example/", "https://a.example; script-src *", "//kyso.example", "kyso", "*"})
    void refusesAnAddressThatIsNoOrigin(String api) {
        assertThatThrownBy(() -> Settings.of(Map.of("KYSO_APP_API", api))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToShareTheApisOrigin() {
        assertThatThrownBy(() -> Settings.of(
                        Map.of("KYSO_APP_API", "https://one.example", "KYSO_APP_ORIGIN", "https://one.example")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<MatchResult> digests() {
        return Pattern.compile("\"([A-Za-z0-9._/-]+)\": \"([A-Za-z0-9_-]{43})\"")
                .matcher(text(get("/digests.json")))
                .results()
                .toList();
    }

    private static AppHost start(String origin, String api) {
        try {
            return new AppHost(new Settings(new InetSocketAddress(0), URI.create(origin), URI.create(api)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<byte[]> get(String path) {
        return get(HOST, path);
    }

    private static HttpResponse<byte[]> get(AppHost host, String path) {
        return get(host, path, Map.of());
    }

    private static HttpResponse<byte[]> get(AppHost host, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + host.port() + path));
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// As it is written here: no client tidies the path.
    private static String raw(String request) {
        try (Socket socket = new Socket("localhost", HOST.port())) {
            socket.getOutputStream()
                    .write((request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
