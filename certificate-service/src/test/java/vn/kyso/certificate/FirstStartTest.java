package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.EmbeddedParts;
import vn.kyso.testkit.TestKeys;

/// The first start of an installation, and what other instances and later starts find.
class FirstStartTest {
    private final Map<String, Object> properties = installation();

    @Test
    void secondInstanceFindsWhatTheFirstHasMade() {
        try (ConfigurableApplicationContext one = start();
                ConfigurableApplicationContext other = start()) {
            assertThat(root(other)).isEqualTo(root(one));
            assertThat(roles(other))
                    .containsExactlyInAnyOrder(
                            "ROOT 1", "ISSUING 1", "ROOT_RESPONDER 1", "ISSUING_RESPONDER 1", "TIMESTAMP 1");
            new Api(port(other)).get("/actuator/health/readiness", "").expect(200);
        }
    }

    @Test
    void aLaterStartFindsTheSameAuthorityAndAnotherMasterKeyOpensNothing() {
        byte[] first;
        try (ConfigurableApplicationContext instance = start()) {
            first = root(instance);
        }
        try (ConfigurableApplicationContext instance = start()) {
            assertThat(root(instance)).isEqualTo(first);
        }
        byte[] other = new byte[32];
        new SecureRandom().nextBytes(other);
        properties.put("kyso.master-key", Base64.getEncoder().encodeToString(other));
        assertThatThrownBy(this::start).hasStackTraceContaining("WrappedValueException");
    }

    @Test
    void noPrivateKeyStandsInTheClearAndNoRowTakesAnothersKey() {
        try (ConfigurableApplicationContext instance = start()) {
            JdbcClient jdbc = instance.getBean(JdbcClient.class);
            List<byte[]> wrapped = jdbc.sql("SELECT wrapped_key FROM authority_key")
                    .query((rs, n) -> rs.getBytes(1))
                    .list();
            assertThat(wrapped).hasSize(5).allSatisfy(bytes -> {
                // A clear PKCS#8 key names its algorithm, id-ecPublicKey.
                assertThat(latin1(bytes))
                        .doesNotContain(latin1(
                                new byte[] {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01}));
                assertThat(bytes[0]).isEqualTo((byte) 1);
            });
            Api api = new Api(port(instance));
            api.get("/actuator/health/readiness", "").expect(200);
            jdbc.sql("""
                            UPDATE authority_key t SET wrapped_key = o.wrapped_key FROM authority_key o
                            WHERE t.role = 'TIMESTAMP' AND o.role = 'ISSUING'""").update();
            api.get("/actuator/health/readiness", "").expect(503);
            api.get("/actuator/health/liveness", "").expect(200);
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(CertificateServiceApplication.class)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private static Map<String, Object> installation() {
        Map<String, Object> properties = new LinkedHashMap<>(TestKeys.properties(Service.CERTIFICATE));
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("first-start");
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        properties.put("spring.kafka.bootstrap-servers", EmbeddedParts.kafka());
        properties.put("kyso.messaging.topic-prefix", EmbeddedParts.newTopicPrefix());
        properties.put("spring.jmx.enabled", "false");
        properties.put("server.port", "0");
        return properties;
    }

    private static int port(ConfigurableApplicationContext instance) {
        return java.util.Objects.requireNonNull(((ServletWebServerApplicationContext) instance).getWebServer())
                .getPort();
    }

    private static byte[] root(ConfigurableApplicationContext instance) {
        return new Api(port(instance)).get("/pki/ca/root.crt", "").expect(200).bytes();
    }

    private static List<String> roles(ConfigurableApplicationContext instance) {
        return instance.getBean(JdbcClient.class)
                .sql("SELECT role || ' ' || generation FROM authority_key")
                .query(String.class)
                .list();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
