package vn.kyso.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.kyso.testkit.EmbeddedParts;

/// The portal's files as the gateway serves them.
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = GatewayApplication.class)
class PortalTest {
    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/index-[^\"]+\\.js)\"");

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("gateway");
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::username);
        registry.add("spring.datasource.password", database::password);
        registry.add("kyso.master-key", () -> Base64.getEncoder().encodeToString(new byte[32]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/sign/place", "/documents", "/requests/0197", "/verify"})
    void servesTheSamePageAtEachOfItsAddresses(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(page.body()).contains("<html lang=\"vi\">").containsPattern(SCRIPT);
    }

    @Test
    void letsBrowsersKeepWhatCarriesItsDigestInItsName() throws IOException, InterruptedException {
        String script = script();

        assertThat(get(script).headers().firstValue("Cache-Control").orElseThrow())
                .contains("max-age=31536000")
                .contains("immutable");
    }

    @Test
    void sendsWhatLiesCompressedInTheJar() throws IOException, InterruptedException {
        HttpResponse<byte[]> script =
                http.send(request(script()).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

        assertThat(script.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(script.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
        assertThat(script.headers().allValues("Vary")).contains("Accept-Encoding");
    }

    @Test
    void guardsEachPage() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/sign/place");

        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .satisfies(csp -> {
                    assertThat(csp)
                            .contains(
                                    "default-src 'none'",
                                    "script-src 'self';",
                                    "style-src 'self';",
                                    "connect-src 'self';")
                            .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                            .contains("require-trusted-types-for 'script'", "trusted-types ")
                            .doesNotContain("unsafe", "http:", "https:", "*");
                });
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(page.headers().firstValue("Permissions-Policy").orElseThrow())
                .contains("camera=()", "geolocation=()");
        assertThat(page.body())
                .doesNotContain("<style")
                .doesNotContainPattern("<script[^>]*>[^<]")
                .doesNotContain("style=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/no-such.js", "/nowhere", "/kyso/app/index.html", "/assets/..%2findex.html", "/app/"})
    void servesNothingElse(String path) throws IOException, InterruptedException {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    private String script() throws IOException, InterruptedException {
        Matcher script = SCRIPT.matcher(get("/").body());
        assertThat(script.find()).isTrue();
        return script.group(1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
