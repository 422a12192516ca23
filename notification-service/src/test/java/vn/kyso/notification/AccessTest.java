package vn.kyso.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.testkit.TestDevice;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestTokens;

/// Who may not call what, and that what may be called is described.
@ExtendWith(Platform.Ends.class)
class AccessTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Platform platform = Platform.running();
    private final SignerRef signer = Platform.signer();
    private final TestDevice key = new TestDevice();
    private final String token = TestTokens.device(UUID.randomUUID().toString(), signer, "inbox", key);

    record Call(String method, String path) {}

    static List<Call> deviceCalls() {
        return List.of(
                new Call("GET", "/v1/inbox"),
                new Call("GET", "/v1/inbox/events"),
                new Call("GET", "/v1/inbox/some-request"),
                new Call("POST", "/v1/inbox/some-request/decision"),
                new Call("PUT", "/v1/push-subscription"),
                new Call("DELETE", "/v1/push-subscription"));
    }

    @ParameterizedTest
    @MethodSource("deviceCalls")
    void onlyDevicesThatProveTheirKeyAreHeard(Call call) {
        assertThat(status(call, null, null)).isEqualTo(401);
        assertThat(status(call, "Bearer " + TestTokens.requester("demo"), null)).isEqualTo(401);
        assertThat(status(call, "Bearer " + TestTokens.operator("lan", Service.NOTIFICATION), null))
                .isEqualTo(401);
        assertThat(status(call, "Bearer " + token, null)).isEqualTo(401);
        assertThat(status(call, "DPoP " + token, null)).isEqualTo(401);
        assertThat(status(call, "DPoP " + token, proof(new TestDevice(), call))).isEqualTo(401);
        assertThat(status(call, "DPoP " + token, proof(key, new Call("PATCH", call.path))))
                .isEqualTo(401);
        assertThat(status(call, "DPoP " + token, proof(key, new Call(call.method, "/v1/other"))))
                .isEqualTo(401);
    }

    @Test
    void aProofCountsOnceOverAllInstances() {
        Call call = new Call("GET", "/v1/inbox");
        String proof = proof(key, call);

        assertThat(status(0, call, "DPoP " + token, proof)).isEqualTo(200);
        assertThat(status(1, call, "DPoP " + token, proof)).isEqualTo(401);
    }

    @Test
    void onlyOperatorsSeeDeadLetters() {
        Call list = new Call("GET", "/v1/operator/dead-letters");
        assertThat(status(list, null, null)).isEqualTo(401);
        assertThat(status(list, "DPoP " + token, proof(key, list))).isEqualTo(401);
        assertThat(status(list, "Bearer " + TestTokens.requester("demo"), null)).isEqualTo(401);
        assertThat(status(list, "Bearer " + TestTokens.operator("lan", Service.NOTIFICATION), null))
                .isEqualTo(200);
    }

    @Test
    void everybodyMayAskForHealthMetricsTheDescriptionAndTheVapidKey() {
        for (String path : List.of(
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus",
                "/v3/api-docs",
                "/v1/push-subscription/key")) {
            assertThat(status(new Call("GET", path), null, null)).as(path).isEqualTo(200);
        }
        assertThat(status(new Call("GET", "/v1/nothing"), null, null)).isIn(401, 404);
    }

    @Test
    void everyCallOfTheApiIsDescribed() {
        JsonNode paths =
                JsonMapper.builder().build().readTree(body("/v3/api-docs")).path("paths");

        Set<String> described = new TreeSet<>();
        for (String path : paths.propertyNames()) {
            for (String method : paths.path(path).propertyNames()) {
                described.add(method + " " + path);
            }
        }
        assertThat(described)
                .containsExactlyInAnyOrder(
                        "get /v1/inbox",
                        "get /v1/inbox/events",
                        "get /v1/inbox/{requestId}",
                        "post /v1/inbox/{requestId}/decision",
                        "put /v1/push-subscription",
                        "delete /v1/push-subscription",
                        "get /v1/push-subscription/key",
                        "get /v1/operator/audit/verification",
                        "get /v1/operator/dead-letters",
                        "post /v1/operator/dead-letters/{topic}/replay");
    }

    @Test
    void countsWhatOperatorsWatch() {
        assertThat(body("/actuator/prometheus"))
                .contains("kyso_inbox_streams")
                .contains("service=\"notification-service\"");
    }

    private String proof(TestDevice with, Call call) {
        return with.proof(call.method, TestKeys.PUBLIC_URL + call.path, token);
    }

    private int status(Call call, @Nullable String authorization, @Nullable String proof) {
        return status(0, call, authorization, proof);
    }

    private int status(int instance, Call call, @Nullable String authorization, @Nullable String proof) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform.url(instance) + call.path))
                .header("Content-Type", "application/json")
                .method(
                        call.method,
                        call.method.equals("GET") || call.method.equals("DELETE")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (proof != null) {
            request.header("DPoP", proof);
        }
        return send(request.build()).statusCode();
    }

    private String body(String path) {
        return send(HttpRequest.newBuilder(URI.create(platform.url(0) + path)).build())
                .body();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
