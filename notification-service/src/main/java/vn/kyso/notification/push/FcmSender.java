package vn.kyso.notification.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Firebase Cloud Messaging, HTTP v1. What Google sees is an id; the app fetches the rest.
final class FcmSender implements PushSender {
    private static final Logger LOG = LoggerFactory.getLogger(FcmSender.class);

    private final HttpClient http;
    private final URI messages;
    private final FcmAccessToken token;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Duration timeout;

    FcmSender(
            HttpClient http,
            URI baseUrl,
            String projectId,
            FcmAccessToken token,
            JsonMapper json,
            InstantSource clock,
            Duration timeout) {
        this.http = http;
        this.messages = baseUrl.resolve("/v1/projects/" + projectId + "/messages:send");
        this.token = token;
        this.json = json;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public Channel channel() {
        return Channel.FCM;
    }

    @Override
    public PushOutcome send(PushTarget target, PushMessage message) {
        if (!(target instanceof PushTarget.Fcm device)) {
            throw new IllegalArgumentException("Not an FCM device");
        }
        Instant now = clock.instant();
        try {
            String bearer = token.at(now);
            HttpRequest request = HttpRequest.newBuilder(messages)
                    .timeout(timeout)
                    .header("Authorization", "Bearer " + bearer)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body(device, message, now)))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return outcome(answer, bearer, now);
        } catch (IOException e) {
            LOG.debug("No answer of FCM", e);
            return new PushOutcome.TryLater("no answer of FCM", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PushOutcome.TryLater("interrupted", null);
        }
    }

    private byte[] body(PushTarget.Fcm device, PushMessage message, Instant now) {
        return json.writeValueAsBytes(Map.of(
                "message",
                Map.of(
                        "token", device.token(),
                        "data", message.open(),
                        "android",
                                Map.of(
                                        "priority",
                                        "HIGH",
                                        "ttl",
                                        message.timeToLive(now).toSeconds() + "s",
                                        "collapse_key",
                                        message.about()))));
    }

    private PushOutcome outcome(HttpResponse<byte[]> answer, String bearer, Instant now) {
        int status = answer.statusCode();
        if (status == 200) {
            return new PushOutcome.Accepted();
        }
        String error = errorCode(answer.body());
        if (error.equals("UNREGISTERED") || error.equals("SENDER_ID_MISMATCH")) {
            return new PushOutcome.Gone(error);
        }
        if (status == 401) {
            token.forget(bearer);
            return new PushOutcome.TryLater("status 401", null);
        }
        if (status == 429 || status >= 500) {
            return new PushOutcome.TryLater(
                    "status " + status, RetryAfter.of(answer.headers().firstValue("retry-after"), now));
        }
        return new PushOutcome.Refused("status " + status + " " + error);
    }

    /// FCM's own code among the details of the error; a bare 404 without it is a wrong project, not a gone device.
    private String errorCode(byte[] body) {
        try {
            for (JsonNode detail : json.readTree(body).path("error").path("details")) {
                String code = detail.path("errorCode").asString("");
                if (!code.isEmpty()) {
                    return code.length() <= 64 ? code : code.substring(0, 64);
                }
            }
            return "";
        } catch (JacksonException e) {
            return "";
        }
    }
}
