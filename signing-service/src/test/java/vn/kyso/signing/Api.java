package vn.kyso.signing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.TestDevice;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestTokens;

/// The service's HTTP API as its callers see it.
final class Api {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    Api(int port) {
        this.port = port;
    }

    record Answer(int status, JsonNode body) {
        String code() {
            return body.path("code").asString("");
        }
    }

    Answer operator(String method, String path, @Nullable Object body) {
        return bearer(method, path, body, TestTokens.operator("lan", Service.SIGNING));
    }

    Answer bearer(String method, String path, @Nullable Object body, String token) {
        return call(method, path, body, Map.of("Authorization", "Bearer " + token));
    }

    Answer requester(String tenant, String path) {
        return bearer("GET", path, null, TestTokens.requester(tenant));
    }

    /// With a proof of the device's key, and the token if there is one.
    Answer device(TestDevice device, @Nullable String token, String method, String path, @Nullable Object body) {
        String proof = device.proof(method, TestKeys.PUBLIC_URL + path, token);
        return call(
                method,
                path,
                body,
                token == null ? Map.of("DPoP", proof) : Map.of("DPoP", proof, "Authorization", "DPoP " + token));
    }

    Answer anybody(String method, String path, @Nullable Object body) {
        return call(method, path, body, Map.of());
    }

    private Answer call(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode json = response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
            return new Answer(response.statusCode(), json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
