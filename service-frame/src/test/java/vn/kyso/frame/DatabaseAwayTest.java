package vn.kyso.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.DatabaseAway;
import vn.kyso.testkit.EmbeddedParts;
import vn.kyso.testkit.TestKeys;

/// Readiness is about what a service's calls need, liveness about the process alone.
class DatabaseAwayTest {
    private static final String READINESS = "/actuator/health/readiness";
    private static final String LIVENESS = "/actuator/health/liveness";

    @Test
    void aServiceIsAliveButNotReadyWhileItsDatabaseIsAway() {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("frame_away");
        try (ConfigurableApplicationContext service = start(database)) {
            Calls calls = new Calls(port(service));
            assertThat(calls.get(READINESS).status()).isEqualTo(200);
            try (DatabaseAway _ = DatabaseAway.of(database)) {
                assertThat(calls.get(READINESS).status()).isEqualTo(503);
                assertThat(calls.get(LIVENESS).status()).isEqualTo(200);
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(calls.get(READINESS).status()).isEqualTo(200));
        }
    }

    private static ConfigurableApplicationContext start(EmbeddedParts.Database database) {
        Map<String, Object> properties = new HashMap<>(TestKeys.properties(Service.DOCUMENT));
        properties.put("server.port", "0");
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        return new SpringApplicationBuilder(PlainService.class)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private static int port(ConfigurableApplicationContext service) {
        return java.util.Objects.requireNonNull(((ServletWebServerApplicationContext) service).getWebServer())
                .getPort();
    }
}
