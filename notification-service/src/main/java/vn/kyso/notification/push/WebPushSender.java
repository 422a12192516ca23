package vn.kyso.notification.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.frame.Egress;
import vn.kyso.frame.EgressFailedException;
import vn.kyso.frame.EgressRefusedException;
import vn.kyso.frame.EgressRequest;
import vn.kyso.frame.EgressResponse;

/// Web Push (RFC 8030), encrypted for the browser (RFC 8291), in this installation's name (RFC 8292). Endpoints are
/// named by devices, so the calls go through the egress port.
final class WebPushSender implements PushSender {
    private static final int MAX_RESPONSE_BYTES = 16 * 1024;

    private final Egress egress;
    private final VapidKey vapid;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Duration timeout;

    WebPushSender(Egress egress, VapidKey vapid, JsonMapper json, InstantSource clock, Duration timeout) {
        this.egress = egress;
        this.vapid = vapid;
        this.json = json;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public Channel channel() {
        return Channel.WEB_PUSH;
    }

    @Override
    public PushOutcome send(PushTarget target, PushMessage message) {
        if (!(target instanceof PushTarget.WebPush subscription)) {
            throw new IllegalArgumentException("Not a Web Push subscription");
        }
        Instant now = clock.instant();
        byte[] content = json.writeValueAsBytes(message.encrypted());
        EgressRequest request = new EgressRequest(
                EgressRequest.Purpose.PUSH,
                "POST",
                subscription.endpoint(),
                Map.of(
                        "Authorization",
                        vapid.authorization(subscription.endpoint(), now),
                        "Content-Encoding",
                        "aes128gcm",
                        "Content-Type",
                        "application/octet-stream",
                        "TTL",
                        Long.toString(message.timeToLive(now).toSeconds()),
                        "Urgency",
                        "high",
                        "Topic",
                        topic(message.about())),
                WebPushEncryption.encrypt(content, subscription.keys()),
                timeout,
                MAX_RESPONSE_BYTES);
        try {
            return outcome(egress.send(request), now);
        } catch (EgressRefusedException e) {
            return new PushOutcome.Refused("the push service's address is not allowed");
        } catch (EgressFailedException e) {
            return new PushOutcome.TryLater("no answer of the push service", null);
        }
    }

    private static PushOutcome outcome(EgressResponse answer, Instant now) {
        return switch (answer.status()) {
            case 200, 201, 202, 204 -> new PushOutcome.Accepted();
            // RFC 8030, 7.3: an expired subscription; 410 is what most services answer.
            case 404, 410 -> new PushOutcome.Gone("status " + answer.status());
            case 408, 425, 429 ->
                new PushOutcome.TryLater("status " + answer.status(), RetryAfter.of(answer.header("retry-after"), now));
            default ->
                answer.status() >= 500
                        ? new PushOutcome.TryLater(
                                "status " + answer.status(), RetryAfter.of(answer.header("retry-after"), now))
                        : new PushOutcome.Refused("status " + answer.status());
        };
    }

    /// Replaces an undelivered push about the same (RFC 8030, 5.4: at most 32 base64url characters); the hash keeps the
    /// id from the push service.
    private static String topic(String about) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(about.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 24));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
