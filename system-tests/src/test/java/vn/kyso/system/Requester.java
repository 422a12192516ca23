package vn.kyso.system;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A tenant's system, which knows its client id and secret and the public API.
public final class Requester {
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCOPES = "documents:write signatures:request certificates:read";

    private final URI url;
    private final String tenant;
    private final String scopes;
    private Token token;

    /// Half of a token's life is kept for the call that it is used in.
    private record Token(String value, Instant renewAt) {}

    private Requester(String tenant, String scopes) {
        this.url = Platform.running().url();
        this.tenant = tenant;
        this.scopes = scopes;
        this.token = fetched();
    }

    public static Requester of(String tenant) {
        return of(tenant, SCOPES);
    }

    public static Requester of(String tenant, String scopes) {
        return new Requester(tenant, scopes);
    }

    private Token fetched() {
        String basic = Base64.getEncoder()
                .encodeToString(
                        (tenant + ":" + Platform.running().clientSecret(tenant)).getBytes(StandardCharsets.UTF_8));
        JsonNode answer = Http.send(HttpRequest.newBuilder(url.resolve("/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + encode(scopes))))
                .expecting(200)
                .json();
        return new Token(
                answer.path("access_token").asString(),
                Instant.now().plusSeconds(answer.path("expires_in").asLong() / 2));
    }

    private synchronized String token() {
        if (Instant.now().isAfter(token.renewAt())) {
            token = fetched();
        }
        return token.value();
    }

    public Answer upload(String name, byte[] pdf) {
        return Http.send(uploading(name).POST(BodyPublishers.ofByteArray(pdf)));
    }

    public Answer upload(Path pdf) {
        try {
            return Http.send(uploading(pdf.getFileName().toString()).POST(BodyPublishers.ofFile(pdf)));
        } catch (java.io.FileNotFoundException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder uploading(String name) {
        return request("/v1/documents")
                .header("Content-Type", "application/pdf")
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + encode(name));
    }

    /// The id of a PNG that is there now.
    public String picture(byte[] png) {
        return Http.send(request("/v1/pictures")
                        .header("Content-Type", "image/png")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(png)))
                .json()
                .path("id")
                .asString();
    }

    /// The id of a document that was taken.
    public String uploaded(String name, byte[] pdf) {
        return upload(name, pdf).expecting(201).json().path("id").asString();
    }

    public Answer certificates(String userId) {
        return get("/v1/certificates?userId=" + encode(userId));
    }

    /// The serial of the signer's first certificate that can sign, of that key type.
    public String serial(String userId, String keyType) {
        for (JsonNode certificate : certificates(userId).expecting(200).json().path("certificates")) {
            if (certificate.path("canSign").asBoolean()
                    && certificate.path("keyType").asString().equals(keyType)) {
                return certificate.path("serial").asString();
            }
        }
        throw new AssertionError(userId + " has no " + keyType + " certificate that can sign");
    }

    public Answer ask(Map<String, Object> signRequest) {
        return post("/v1/sign-requests", signRequest);
    }

    /// A request as people mostly make it: one document, one place, the code on the screen.
    public static Map<String, Object> asking(
            String documentId, Map<String, Object> placement, String userId, String serial) {
        return Map.of(
                "documents",
                List.of(Map.of("id", documentId, "placement", placement)),
                "signer",
                Map.of("userId", userId),
                "certificateSerial",
                serial);
    }

    public JsonNode signRequest(String id) {
        return get("/v1/sign-requests/" + id).expecting(200).json();
    }

    /// The request when it is over.
    public JsonNode finished(String id) {
        return awaited(id, r -> r.path("state").asString().equals("finished"));
    }

    /// What happened to a request, by name and in order.
    static List<String> timeline(JsonNode request) {
        return StreamSupport.stream(request.path("timeline").spliterator(), false)
                .map(entry -> entry.path("type").asString())
                .toList();
    }

    public JsonNode awaited(String id, Predicate<JsonNode> what) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> signRequest(id), what);
    }

    public byte[] content(String documentId) {
        return get("/v1/documents/" + documentId + "/content").expecting(200).body();
    }

    public JsonNode verification(byte[] pdf) {
        return Http.send(request("/v1/verifications")
                        .header("Content-Type", "application/pdf")
                        .POST(BodyPublishers.ofByteArray(pdf)))
                .expecting(200)
                .json();
    }

    public Answer get(String path) {
        return Http.send(request(path).GET());
    }

    public Answer delete(String path) {
        return Http.send(request(path).DELETE());
    }

    public Answer post(String path, @Nullable Object body) {
        return Http.send(request(path)
                .header("Content-Type", "application/json")
                .POST(
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + token());
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
