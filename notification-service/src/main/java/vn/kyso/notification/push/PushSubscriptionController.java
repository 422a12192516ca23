package vn.kyso.notification.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.Device;
import vn.kyso.frame.DeviceApi;
import vn.kyso.frame.Egress;
import vn.kyso.frame.EgressRefusedException;
import vn.kyso.frame.EgressRequest;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.PublicApi;
import vn.kyso.notification.device.Devices;

/// `/v1/push-subscription`: where a device wants to be told.
@RestController
class PushSubscriptionController {
    private static final int LONGEST_ENDPOINT = 2_000;
    private static final int LONGEST_TOKEN = 4_096;

    private final PushSubscriptions subscriptions;
    private final Egress egress;
    private final VapidKey vapid;
    private final List<Channel> channels;
    private final Devices devices;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    PushSubscriptionController(
            PushSubscriptions subscriptions,
            Egress egress,
            VapidKey vapid,
            List<PushSender> senders,
            Devices devices,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.subscriptions = subscriptions;
        this.egress = egress;
        this.vapid = vapid;
        this.channels = senders.stream().map(PushSender::channel).toList();
        this.devices = devices;
        this.audit = audit;
        this.transaction = transaction;
    }

    /// The key that a browser gives to `pushManager.subscribe` (RFC 8292, 4).
    @PublicApi
    @GetMapping("/v1/push-subscription/key")
    ResponseEntity<Map<String, String>> key() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(java.time.Duration.ofHours(1)).cachePublic())
                .body(Map.of("publicKey", vapid.publicKey()));
    }

    @DeviceApi(audience = "inbox")
    @PutMapping("/v1/push-subscription")
    ResponseEntity<Void> put(Device device, @RequestBody Subscription body) {
        devices.refuseRevoked(device);
        PushTarget target = target(body);
        transaction.executeWithoutResult(status -> {
            subscriptions.put(device.deviceId(), device.signer().value(), target);
            audit.record(
                    "push-subscribed",
                    device.deviceId(),
                    "device:" + device.deviceId(),
                    "",
                    Map.of("channel", target.channel().id()));
        });
        return ResponseEntity.noContent().build();
    }

    @DeviceApi(audience = "inbox")
    @DeleteMapping("/v1/push-subscription")
    ResponseEntity<Void> delete(Device device) {
        devices.refuseRevoked(device);
        transaction.executeWithoutResult(status -> {
            if (subscriptions.remove(device.deviceId())) {
                audit.record("push-unsubscribed", device.deviceId(), "device:" + device.deviceId(), "", Map.of());
            }
        });
        return ResponseEntity.noContent().build();
    }

    private PushTarget target(Subscription body) {
        Channel channel = Channel.of(String.valueOf(body.kind))
                .filter(channels::contains)
                .orElseThrow(() -> invalid(
                        "kind",
                        "This installation sends pushes by "
                                + channels.stream().map(Channel::id).collect(Collectors.joining(", "))));
        return switch (channel) {
            case WEB_PUSH -> new PushTarget.WebPush(endpoint(body.endpoint), keys(body.keys));
            case FCM -> new PushTarget.Fcm(token(body.token, "[A-Za-z0-9_:\\-]+"));
            case APNS -> new PushTarget.Apns(token(body.token, "([0-9a-fA-F]{2})+"));
        };
    }

    private URI endpoint(@Nullable String endpoint) {
        if (endpoint == null || endpoint.length() > LONGEST_ENDPOINT) {
            throw invalid("endpoint", "The address of a push service, at most " + LONGEST_ENDPOINT + " characters");
        }
        try {
            URI uri = new URI(endpoint);
            egress.check(EgressRequest.Purpose.PUSH, uri);
            return uri;
        } catch (EgressRefusedException e) {
            throw new ProblemException(
                            ProblemType.PUSH_ENDPOINT_NOT_ALLOWED,
                            "Pushes go to known push services only, over https",
                            e)
                    .with("field", "endpoint");
        } catch (URISyntaxException e) {
            throw invalid("endpoint", "Not an address");
        }
    }

    private static WebPushKeys keys(@Nullable Keys keys) {
        if (keys == null || keys.p256dh == null || keys.auth == null) {
            throw invalid("keys", "A Web Push subscription has the keys p256dh and auth");
        }
        try {
            return new WebPushKeys(
                    Base64.getUrlDecoder().decode(keys.p256dh),
                    Base64.getUrlDecoder().decode(keys.auth));
        } catch (IllegalArgumentException e) {
            throw invalid("keys", "p256dh is a point of P-256 (65 bytes) and auth has 16 bytes, both base64url");
        }
    }

    private static String token(@Nullable String token, String allowed) {
        if (token == null || token.isEmpty() || token.length() > LONGEST_TOKEN || !token.matches(allowed)) {
            throw invalid("token", "The token that the push service gave to the app");
        }
        return token;
    }

    private static ProblemException invalid(String field, String detail) {
        return new ProblemException(ProblemType.INVALID_FIELD, detail).with("field", field);
    }

    /// @param kind `web-push`, `fcm` or `apns`; the other members depend on it
    record Subscription(
            @Nullable String kind,
            @Nullable String endpoint,
            @Nullable Keys keys,
            @Nullable String token) {
        @Override
        public String toString() {
            return "Subscription[" + kind + ", redacted]";
        }
    }

    /// @param p256dh the browser's public key
    /// @param auth the shared secret
    record Keys(@Nullable String p256dh, @Nullable String auth) {
        @Override
        public String toString() {
            return "Keys[redacted]";
        }
    }
}
