package vn.kyso.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.Calls.Answer;
import vn.kyso.messaging.DeadLetter;
import vn.kyso.messaging.DeadLetters;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestTokens;

/// What a service has without a line of its own.
@KysoTest(Service.NOTIFICATION)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = PlainService.class,
        properties = "spring.flyway.locations=classpath:db/plain")
@Import(ServiceFrameTest.Letters.class)
class ServiceFrameTest {
    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Letters letters;

    private Calls calls;

    @TestConfiguration
    static class Letters implements DeadLetters {
        private final AtomicInteger replays = new AtomicInteger();

        @Override
        public List<DeadLetter> list() {
            return List.of(new DeadLetter(
                    Topic.SESSION_CHANGED,
                    3,
                    17,
                    UUID.fromString("0b8b8e9c-0000-4000-8000-000000000000"),
                    "approval-requested",
                    "key",
                    "demo",
                    ProblemType.EVENT_UNSIGNED,
                    "No signature",
                    Instant.parse("2026-11-24T12:00:00Z")));
        }

        @Override
        public int replay(Topic topic) {
            if (topic != Topic.SESSION_CHANGED) {
                throw new IllegalArgumentException("Not consumed");
            }
            return replays.incrementAndGet();
        }

        @Bean
        Logged logged(TraceContext trace) {
            return new Logged(trace);
        }
    }

    @RestController
    @RequesterApi(scope = "documents:write")
    static class Logged {
        private final TraceContext trace;

        Logged(TraceContext trace) {
            this.trace = trace;
        }

        @GetMapping("/v1/log-context")
        List<String> tenant() {
            return beside();
        }

        /// Of a signer's call, which is no tenant's until its request is known.
        @GetMapping("/v1/log-context/{signRequest}")
        List<String> signRequest(@PathVariable String signRequest) {
            LogContext.signRequest("demo", signRequest);
            return beside();
        }

        @GetMapping("/v1/trace-context")
        Map<String, String> trace() {
            return trace.headers();
        }

        private static List<String> beside() {
            return List.of(String.valueOf(MDC.get("tenant")), String.valueOf(MDC.get("signRequest")));
        }
    }

    @BeforeEach
    void calls() {
        calls = new Calls(port);
    }

    @Test
    void isAliveAndReady() {
        assertThat(calls.get("/actuator/health/liveness").json().path("status").asString())
                .isEqualTo("UP");
        Answer readiness = calls.get("/actuator/health/readiness");
        assertThat(readiness.status()).isEqualTo(200);
        assertThat(readiness.body()).doesNotContain("PostgreSQL", "jdbc");
    }

    @Test
    void countsItsCalls() {
        calls.get("/open/refused");

        Answer metrics = calls.get("/actuator/prometheus");
        assertThat(metrics.body())
                .contains("http_server_requests_seconds_count{")
                .contains("uri=\"/open/refused\"")
                .contains("hikaricp_connections_max");
    }

    @Test
    void showsNoOtherActuatorEndpoint() {
        for (String endpoint : List.of("env", "beans", "heapdump", "configprops", "shutdown")) {
            assertThat(calls.get("/actuator/" + endpoint).status()).as(endpoint).isEqualTo(404);
        }
    }

    @Test
    void runsOnVirtualThreadsAndShutsDownInOrder() {
        assertThat(environment.getProperty("spring.threads.virtual.enabled")).isEqualTo("true");
        assertThat(environment.getProperty("server.shutdown")).isEqualTo("graceful");
        assertThat(environment.getProperty("spring.lifecycle.timeout-per-shutdown-phase"))
                .isEqualTo("20s");
    }

    @Test
    void keepsItsTablesBesideTheServicesOwn() {
        assertThat(jdbc.sql("select count(*) from plain").query(Integer.class).single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from flyway_frame where success")
                        .query(Integer.class)
                        .single())
                .isPositive();
        assertThat(jdbc.sql("select count(*) from flyway_schema_history where success")
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void logsUnderTheCallersTenant() {
        assertThat(calls.get("/v1/log-context", "Authorization", "Bearer " + TestTokens.requester("demo"))
                        .body())
                .isEqualTo("[\"demo\",\"null\"]");
    }

    @Test
    void logsUnderTheSignRequestThatTheCallIsAbout() {
        assertThat(calls.get("/v1/log-context/r1", "Authorization", "Bearer " + TestTokens.requester("other"))
                        .body())
                .isEqualTo("[\"demo\",\"r1\"]");
    }

    @Test
    void goesOnWithTheCallersTraceInItsOwnCalls() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        String parent = "00f067aa0ba902b7";
        JsonNode headers = calls.get(
                        "/v1/trace-context",
                        "Authorization",
                        "Bearer " + TestTokens.requester("demo"),
                        "traceparent",
                        "00-" + trace + "-" + parent + "-01",
                        "tracestate",
                        "vendor=secret")
                .json();
        assertThat(headers.propertyNames()).containsExactly("traceparent");
        assertThat(headers.path("traceparent").asString())
                .matches("00-" + trace + "-[0-9a-f]{16}-01")
                .doesNotContain(parent);
    }

    @Test
    void showsOperatorsTheDeadLetters() {
        assertThat(calls.get("/v1/operator/dead-letters").status()).isEqualTo(401);

        JsonNode letter =
                operator("/v1/operator/dead-letters").json().path("deadLetters").get(0);
        assertThat(letter.path("topic").asString()).isEqualTo("session-changed");
        assertThat(letter.path("reason").asString()).isEqualTo("event-unsigned");
        assertThat(letter.path("offset").asInt()).isEqualTo(17);
    }

    @Test
    void replaysDeadLettersForOperatorsAndNotesIt() {
        Answer answer = replay("session-changed");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("replayed").asInt()).isEqualTo(1);
        assertThat(jdbc.sql("select actor from frame_audit where action = 'dead-letters-replayed'")
                        .query(String.class)
                        .single())
                .isEqualTo("operator:lan");
        assertThat(replay("sign-requested").status()).isEqualTo(404);
        assertThat(replay("nonsense").status()).isEqualTo(404);
    }

    @Test
    void describesItsCallsWithTheirCredentialsAndRefusals() {
        JsonNode api = calls.get("/v3/api-docs").json();

        JsonNode documents = api.path("paths").path("/v1/documents").path("get");
        assertThat(documents.path("security").get(0).path("requester").get(0).asString())
                .isEqualTo("documents:write");
        assertThat(documents.path("parameters")).isEmpty();
        JsonNode inbox = api.path("paths").path("/v1/inbox").path("get");
        assertThat(inbox.path("security").get(0).has("device")).isTrue();
        assertThat(inbox.path("x-kyso-audience").asString()).isEqualTo("inbox");
        assertThat(inbox.path("parameters").get(0).path("name").asString()).isEqualTo("DPoP");
        JsonNode refused = api.path("paths").path("/open/refused").path("get");
        assertThat(refused.path("security")).isEmpty();
        assertThat(refused.path("responses")
                        .path("default")
                        .path("content")
                        .path("application/problem+json")
                        .path("schema")
                        .path("$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(api.path("components").path("schemas").has("Problem")).isTrue();
        assertThat(api.path("components").path("securitySchemes")).hasSize(4);
        assertThat(api.path("paths").has("/error")).isFalse();
    }

    private Answer operator(String path) {
        return calls.get(path, "Authorization", "Bearer " + TestTokens.operator("lan", Service.NOTIFICATION));
    }

    private Answer replay(String topic) {
        return calls.post(
                "/v1/operator/dead-letters/" + topic + "/replay",
                "",
                "Authorization",
                "Bearer " + TestTokens.operator("lan", Service.NOTIFICATION));
    }
}
