package vn.kyso.notification.push;

import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.frame.WrappingKey;
import vn.kyso.notification.device.DeviceRevoked;

/// Where each device wants to be told: one subscription per device, the newest counts.
@Repository
class PushSubscriptions {
    private final JdbcClient jdbc;
    private final WrappingKey wrapping;
    private final JsonMapper json;
    private final InstantSource clock;

    PushSubscriptions(JdbcClient jdbc, WrappingKey wrapping, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.wrapping = wrapping;
        this.json = json;
        this.clock = clock;
    }

    void put(String deviceId, String signer, PushTarget target) {
        jdbc.sql("""
                        INSERT INTO push_subscription (device_id, signer, channel, target, changed_at)
                        VALUES (:device, :signer, :channel, :target, :now)
                        ON CONFLICT (device_id) DO UPDATE
                        SET signer = excluded.signer, channel = excluded.channel, target = excluded.target,
                            changed_at = excluded.changed_at
                        """)
                .param("device", deviceId)
                .param("signer", signer)
                .param("channel", target.channel().id())
                .param("target", wrapping.wrap(json.writeValueAsBytes(Stored.of(target)), place(deviceId)))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<PushTarget> of(String deviceId) {
        return jdbc.sql("SELECT target FROM push_subscription WHERE device_id = ?")
                .param(deviceId)
                .query(byte[].class)
                .optional()
                .map(wrapped -> json.readValue(wrapping.unwrap(wrapped, place(deviceId)), Stored.class)
                        .target());
    }

    /// @return whether there was one
    boolean remove(String deviceId) {
        return jdbc.sql("DELETE FROM push_subscription WHERE device_id = ?")
                        .param(deviceId)
                        .update()
                == 1;
    }

    /// Removes the subscription that its push service called ended, unless the device has made a new one meanwhile.
    void ended(String deviceId, PushTarget target) {
        if (of(deviceId).filter(target::equals).isPresent()) {
            remove(deviceId);
        }
    }

    @EventListener
    void on(DeviceRevoked revoked) {
        remove(revoked.deviceId());
    }

    private static String place(String deviceId) {
        return "notification/push-subscription/" + deviceId + "/v1";
    }

    private record Stored(
            String channel,
            String address,
            @Nullable String p256dh,
            @Nullable String auth) {
        static Stored of(PushTarget target) {
            return switch (target) {
                case PushTarget.WebPush web ->
                    new Stored(
                            web.channel().id(),
                            web.endpoint().toString(),
                            base64url(web.keys().p256dh()),
                            base64url(web.keys().auth()));
                case PushTarget.Fcm fcm -> new Stored(fcm.channel().id(), fcm.token(), null, null);
                case PushTarget.Apns apns -> new Stored(apns.channel().id(), apns.token(), null, null);
            };
        }

        PushTarget target() {
            return switch (Channel.of(channel).orElseThrow()) {
                case WEB_PUSH ->
                    new PushTarget.WebPush(URI.create(address), new WebPushKeys(bytes(p256dh), bytes(auth)));
                case FCM -> new PushTarget.Fcm(address);
                case APNS -> new PushTarget.Apns(address);
            };
        }

        private static String base64url(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        private static byte[] bytes(@Nullable String value) {
            if (value == null) {
                throw new IllegalStateException("A stored Web Push subscription lacks its keys");
            }
            return Base64.getUrlDecoder().decode(value);
        }

        @Override
        public String toString() {
            return "Stored[redacted]";
        }
    }
}
