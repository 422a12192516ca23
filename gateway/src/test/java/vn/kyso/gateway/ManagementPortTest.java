package vn.kyso.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.kyso.testkit.EmbeddedParts;

/// The gateway as containers run it: its figures on a port of their own.
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = GatewayApplication.class,
        properties = {"management.server.port=0", "management.endpoints.web.exposure.include=health,prometheus"})
class ManagementPortTest {
    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    private final HttpClient http = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("gateway");
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::username);
        registry.add("spring.datasource.password", database::password);
        registry.add("kyso.master-key", () -> Base64.getEncoder().encodeToString(new byte[32]));
    }

    @Test
    void strangersReadNoFigures() throws IOException, InterruptedException {
        assertThat(get(port, "/actuator/prometheus").statusCode()).isEqualTo(404);
        assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(404);
        assertThat(get(port, "/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverWatchesReadsThemInside() throws IOException, InterruptedException {
        HttpResponse<String> figures = get(managementPort, "/actuator/prometheus");
        assertThat(figures.statusCode()).isEqualTo(200);
        assertThat(figures.body()).contains("jvm_memory_used_bytes");
        assertThat(get(managementPort, "/actuator/health/readiness").statusCode())
                .isEqualTo(200);
        assertThat(get(managementPort, "/actuator/env").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(int at, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + at + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
