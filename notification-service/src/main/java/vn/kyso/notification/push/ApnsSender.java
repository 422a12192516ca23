package vn.kyso.notification.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Apple Push Notification service: HTTP/2, token-based. What Apple sees is the request's id; the app fetches the
/// rest.
final class ApnsSender implements PushSender {
    private final HttpClient http;
    private final URI baseUrl;
    private final String topic;
    private final ApnsProviderToken token;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Duration timeout;

    /// @param http speaks HTTP/2 and trusts whoever stands at `baseUrl`
    ApnsSender(
            HttpClient http,
            URI baseUrl,
            String topic,
            ApnsProviderToken token,
            JsonMapper json,
            InstantSource clock,
            Duration timeout) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.topic = topic;
        this.token = token;
        this.json = json;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public Channel channel() {
        return Channel.APNS;
    }

    @Override
    public PushOutcome send(PushTarget target, PushMessage message) {
        if (!(target instanceof PushTarget.Apns device)) {
            throw new IllegalArgumentException("Not an APNs device");
        }
        Instant now = clock.instant();
        Map<String, Object> content = new LinkedHashMap<>(message.open());
        content.put(
                "aps",
                Map.of(
                        "alert",
                        Map.of("title-loc-key", message.type() + ".title", "loc-key", message.type() + ".body"),
                        "sound",
                        "default",
                        "mutable-content",
                        1,
                        "interruption-level",
                        "time-sensitive"));
        byte[] body = json.writeValueAsBytes(content);
        HttpRequest request = HttpRequest.newBuilder(baseUrl.resolve("/3/device/" + device.token()))
                .version(HttpClient.Version.HTTP_2)
                .timeout(timeout)
                .header("authorization", "bearer " + token.at(now))
                .header("apns-topic", topic)
                .header("apns-push-type", "alert")
                .header("apns-priority", "10")
                .header("apns-expiration", Long.toString(message.until().getEpochSecond()))
                .header("apns-collapse-id", message.about())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return outcome(answer, now);
        } catch (IOException e) {
            return new PushOutcome.TryLater("no answer of APNs", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PushOutcome.TryLater("interrupted", null);
        }
    }

    private PushOutcome outcome(HttpResponse<byte[]> answer, Instant now) {
        int status = answer.statusCode();
        if (status == 200) {
            return new PushOutcome.Accepted();
        }
        String reason = reason(answer.body());
        return switch (reason) {
            case "Unregistered", "ExpiredToken", "BadDeviceToken", "DeviceTokenNotForTopic" ->
                new PushOutcome.Gone(reason);
            case "ExpiredProviderToken" -> {
                token.forget();
                yield new PushOutcome.TryLater(reason, null);
            }
            default ->
                status == 429 || status >= 500
                        ? new PushOutcome.TryLater(
                                "status " + status,
                                RetryAfter.of(answer.headers().firstValue("retry-after"), now))
                        : new PushOutcome.Refused("status " + status + " " + reason);
        };
    }

    private String reason(byte[] body) {
        try {
            String reason = json.readTree(body).path("reason").asString("");
            return reason.length() <= 64 ? reason : reason.substring(0, 64);
        } catch (JacksonException e) {
            return "";
        }
    }
}
