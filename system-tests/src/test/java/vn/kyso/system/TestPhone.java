package vn.kyso.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.approval.ActivationCode;
import vn.kyso.approval.Assertion;
import vn.kyso.approval.Challenge;
import vn.kyso.approval.ChallengeDocument;
import vn.kyso.approval.PreparedByteRange;
import vn.kyso.approval.PreparedPdfRefusedException;
import vn.kyso.approval.authenticator.Passkey;
import vn.kyso.approval.authenticator.Registration;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;
import vn.kyso.testkit.TestDevice;

/// A signer's phone that does what the app does, and on request something else.
public final class TestPhone {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final URI url = Platform.running().url();
    private final SoftwareAuthenticator authenticator =
            new SoftwareAuthenticator(Platform.running().appOrigin().toString());
    private final TestDevice device = new TestDevice();
    private final Passkey passkey;
    private final String deviceId;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    private TestPhone(ActivationCode code, String name) {
        Map<String, Object> begin = new LinkedHashMap<>();
        begin.put("activationId", code.activationId());
        begin.put("deviceName", name);
        begin.put("deviceKey", device.publicJwk());
        Answer begun = Http.send(json("/v1/activations").POST(body(begin))).expecting(201);
        String id = begun.json().path("id").asString();
        String options = begun.json().path("publicKey").toString();
        KeyPair key = SoftwareAuthenticator.newKey();
        Registration registration = authenticator.create(options, key, true);
        String mac = BASE64URL.encodeToString(code.key()
                .mac(
                        device.thumbprint(),
                        bytes(begun.json().at("/publicKey/challenge").asString()),
                        bytes(registration.attestationObject())));
        Map<String, Object> finish = new LinkedHashMap<>();
        finish.put("mac", mac);
        finish.put("credential", registration.response());
        String path = "/v1/activations/" + id + "/passkey";
        Answer bound = Http.send(json(path)
                        .header("DPoP", device.proof("POST", url.resolve(path).toString(), null))
                        .POST(body(finish)))
                .expecting(201);
        this.passkey = registration.passkey();
        this.deviceId = bound.json().path("deviceId").asString();
    }

    public static TestPhone activated(String code, String name) {
        return new TestPhone(ActivationCode.parse(code).orElseThrow(), name);
    }

    public String deviceId() {
        return deviceId;
    }

    /// The request in the inbox, once it is there.
    public JsonNode awaits(String requestId) {
        Answer answer = Awaitility.await()
                .atMost(Requester.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> get("inbox", "/v1/inbox/" + requestId), a -> a.status() == 200);
        return answer.json();
    }

    /// Lies open: requests that come from now on are told to it. Closing the stream puts it away.
    InputStream open() {
        HttpResponse<InputStream> events = Http.open(authorized(newToken("inbox"), "GET", "/v1/inbox/events"));
        if (events.statusCode() != 200) {
            throw new AssertionError("The inbox's events are answered with " + events.statusCode());
        }
        return events.body();
    }

    /// Opens every document, types the code and approves.
    public Answer approve(String requestId, @Nullable String matchCode) {
        return approve(requestId, matchCode, UnaryOperator.identity());
    }

    /// Approves a challenge that was changed after the phone computed it.
    public Answer approve(String requestId, @Nullable String matchCode, UnaryOperator<Challenge> altered) {
        JsonNode request = awaits(requestId);
        Challenge challenge = altered.apply(challenge(request, matchCode));
        return decide(requestId, assertion(challenge), openedOf(challenge));
    }

    public Assertion assertion(Challenge challenge) {
        return authenticator.get(passkey, challenge.digest(), true);
    }

    public Answer decide(String requestId, Assertion assertion, List<String> opened) {
        Map<String, Object> decision = new LinkedHashMap<>();
        decision.put("decision", "approve");
        decision.put("assertion", SoftwareAuthenticator.response(assertion));
        decision.put("openedDocuments", opened);
        return post("inbox", "/v1/inbox/" + requestId + "/decision", decision);
    }

    public Answer decline(String requestId, String reason) {
        awaits(requestId);
        return post("inbox", "/v1/inbox/" + requestId + "/decision", Map.of("decision", "decline", "reason", reason));
    }

    /// What the phone's screen is about, computed from the prepared bytes themselves.
    public Challenge challenge(JsonNode request, @Nullable String matchCode) {
        String requestId = request.path("requestId").asString();
        List<ChallengeDocument> documents = new ArrayList<>();
        for (JsonNode document : request.path("documents")) {
            String id = document.path("documentId").asString();
            String digest = digestOf(prepared(requestId, id).expecting(200).body());
            if (!digest.equals(document.path("digest").asString())) {
                throw new AssertionError("The prepared bytes of " + id + " have another digest than the request says");
            }
            documents.add(new ChallengeDocument(id, document.path("name").asString(), digest, true));
        }
        return new Challenge(
                request.path("rpId").asString(),
                request.path("tenant").asString(),
                request.path("requester").asString(),
                requestId,
                request.path("nonce").asString(),
                request.path("signer").asString(),
                request.path("credentialId").asString(),
                request.path("certificateDigest").asString(),
                request.path("algorithm").asString(),
                Instant.parse(request.path("approveUntil").asString()),
                matchCode,
                documents);
    }

    public Answer prepared(String requestId, String documentId) {
        return get("prepared", "/v1/prepared/" + requestId + "/" + documentId);
    }

    public Answer get(String audience, String path) {
        return asDevice(audience, "GET", path, BodyPublishers.noBody());
    }

    public Answer put(String audience, String path, Object content) {
        return asDevice(audience, "PUT", path, body(content));
    }

    public Answer delete(String audience, String path) {
        return asDevice(audience, "DELETE", path, BodyPublishers.noBody());
    }

    public Answer post(String audience, String path, Object content) {
        return asDevice(audience, "POST", path, body(content));
    }

    /// Any call at all, with a body that declines where a decision is asked for.
    Answer call(String audience, String method, String path) {
        return asDevice(
                audience,
                method,
                path,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{\"decision\":\"decline\"}"));
    }

    /// A token for one audience, as the phone asks for it.
    public Answer askForToken(String audience) {
        String path = "/v1/device-tokens";
        return Http.send(json(path)
                .header("DPoP", device.proof("POST", url.resolve(path).toString(), null))
                .POST(body(Map.of("deviceId", deviceId, "audience", audience))));
    }

    /// Calls with the token it has, and with a new one where that is not taken any more: tokens live for minutes.
    private Answer asDevice(String audience, String method, String path, HttpRequest.BodyPublisher body) {
        String token = tokens.computeIfAbsent(audience, this::newToken);
        Answer answer = withToken(token, method, path, body);
        if (answer.status() != 401) {
            return answer;
        }
        String renewed = newToken(audience);
        tokens.put(audience, renewed);
        return withToken(renewed, method, path, body);
    }

    private Answer withToken(String token, String method, String path, HttpRequest.BodyPublisher body) {
        return Http.send(authorized(token, method, path).method(method, body));
    }

    private HttpRequest.Builder authorized(String token, String method, String path) {
        String target = url.resolve(path).toString();
        int query = target.indexOf('?');
        return json(path)
                .header("Authorization", "DPoP " + token)
                .header("DPoP", device.proof(method, query < 0 ? target : target.substring(0, query), token));
    }

    private String newToken(String audience) {
        return askForToken(audience).expecting(201).json().path("accessToken").asString();
    }

    private HttpRequest.Builder json(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(Object content) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(content));
    }

    private static byte[] bytes(String base64Url) {
        return Base64.getUrlDecoder().decode(base64Url);
    }

    private static List<String> openedOf(Challenge challenge) {
        return challenge.documents().stream()
                .filter(ChallengeDocument::opened)
                .map(ChallengeDocument::documentId)
                .toList();
    }

    private static String digestOf(byte[] prepared) {
        try {
            return Objects.requireNonNull(
                    PreparedByteRange.of(new ByteArrayInputStream(prepared)).digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PreparedPdfRefusedException e) {
            throw new AssertionError("A phone would refuse these bytes", e);
        }
    }
}
