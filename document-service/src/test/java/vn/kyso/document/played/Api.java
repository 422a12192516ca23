package vn.kyso.document.played;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.testkit.TestDevice;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestTokens;

/// Callers of document-service over HTTP.
///
/// @param token null sends none
public record Api(String base, String token) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// An answer, complete.
    public record Answer(int status, byte[] body, HttpResponse<byte[]> response) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        /// The code of a problem.
        public String code() {
            return json().path("code").asString();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + new String(body, StandardCharsets.UTF_8);
        }
    }

    public static Api of(int port, String tenant) {
        return new Api("http://localhost:" + port, "Bearer " + TestTokens.requester(tenant));
    }

    public Answer upload(String name, byte[] pdf) {
        String encoded =
                java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return send(request("/v1/documents")
                .header("Content-Type", "application/pdf")
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded)
                .POST(HttpRequest.BodyPublishers.ofByteArray(pdf)));
    }

    public Answer picture(String mediaType, byte[] file) {
        return send(request("/v1/pictures")
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
    }

    public Answer get(String path, String... headers) {
        HttpRequest.Builder builder = request(path).GET();
        return send(headers.length == 0 ? builder : builder.headers(headers));
    }

    public Answer head(String path) {
        return send(request(path).HEAD());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, Object body, String... headers) {
        HttpRequest.Builder builder = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        body instanceof String text ? text : JSON.writeValueAsString(body)));
        return send(headers.length == 0 ? builder : builder.headers(headers));
    }

    /// Prepared bytes as a signer's device asks for them.
    public Answer prepared(SignerRef signer, String requestId, String documentId, Map<String, String> headers) {
        return prepared("GET", signer, requestId, documentId, headers);
    }

    public Answer prepared(
            String method, SignerRef signer, String requestId, String documentId, Map<String, String> headers) {
        TestDevice device = new TestDevice();
        String access = TestTokens.device("device-1", signer, "prepared", device);
        String path = "/v1/prepared/" + requestId + "/" + documentId;
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "DPoP " + access)
                .header("DPoP", device.proof(method, TestKeys.PUBLIC_URL + path, access))
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(builder::header);
        return send(builder);
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? builder : builder.header("Authorization", token);
    }

    public static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException("No answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
