package vn.kyso.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.testkit.TestDevice;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestTokens;

/// A signer's device that calls the API with tokens and proofs of its own.
public final class Phone {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Platform platform;
    private final String deviceId;
    private final SignerRef signer;
    private final TestDevice key = new TestDevice();

    Phone(Platform platform, String deviceId, SignerRef signer) {
        this.platform = platform;
        this.deviceId = deviceId;
        this.signer = signer;
    }

    public String deviceId() {
        return deviceId;
    }

    public SignerRef signer() {
        return signer;
    }

    String keyThumbprint() {
        return key.thumbprint();
    }

    public Answer get(String path) {
        return call(0, "GET", path, null, "inbox");
    }

    public Answer post(String path, Object body) {
        return call(0, "POST", path, body, "inbox");
    }

    public Answer put(String path, Object body) {
        return call(0, "PUT", path, body, "inbox");
    }

    public Answer delete(String path) {
        return call(0, "DELETE", path, null, "inbox");
    }

    /// A call to one instance with a token for `audience`.
    public Answer call(int instance, String method, String path, @Nullable Object body, String audience) {
        HttpRequest.Builder request = request(instance, method, path, audience);
        HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.noBody();
        if (body != null) {
            request.header("Content-Type", "application/json");
            publisher =
                    HttpRequest.BodyPublishers.ofString(body instanceof String s ? s : JSON.writeValueAsString(body));
        }
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.method(method, publisher).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /// Opens the inbox's stream at an instance.
    public Stream stream(int instance, @Nullable String lastEventId) {
        HttpRequest.Builder request = request(instance, "GET", "/v1/inbox/events", "inbox");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return Stream.open(HTTP, request.GET().build());
    }

    private HttpRequest.Builder request(int instance, String method, String path, String audience) {
        String token = TestTokens.device(deviceId, signer, audience, key);
        String pathAlone = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        return HttpRequest.newBuilder(URI.create(platform.url(instance) + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "DPoP " + token)
                .header("DPoP", key.proof(method, TestKeys.PUBLIC_URL + pathAlone, token));
    }

    /// An approval of the right shape; `n` makes it another one.
    public static Map<String, Object> approval(int n, List<String> openedDocuments) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("clientDataJSON", bytes(120, n));
        response.put("authenticatorData", bytes(37, n));
        response.put("signature", bytes(71, n));
        response.put("userHandle", bytes(32, n));
        Map<String, Object> assertion = new LinkedHashMap<>();
        assertion.put("id", bytes(16, 1));
        assertion.put("rawId", bytes(16, 1));
        assertion.put("type", "public-key");
        assertion.put("clientExtensionResults", Map.of());
        assertion.put("response", response);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("decision", "approve");
        body.put("assertion", assertion);
        body.put("openedDocuments", openedDocuments);
        return body;
    }

    public static String bytes(int count, int fill) {
        byte[] bytes = new byte[count];
        java.util.Arrays.fill(bytes, (byte) fill);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// What the service answered.
    public record Answer(int status, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        /// The problem's code.
        public String code() {
            return json().path("code").asString("");
        }
    }
}
