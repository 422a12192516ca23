package vn.kyso.notification.push;

import java.net.URI;

/// Where a device wants to be told. Whoever knows it can disturb the device, so it is redacted in logs and wrapped at
/// rest.
sealed interface PushTarget {
    Channel channel();

    /// @param endpoint named by the device, so by a stranger
    record WebPush(URI endpoint, WebPushKeys keys) implements PushTarget {
        @Override
        public Channel channel() {
            return Channel.WEB_PUSH;
        }

        @Override
        public String toString() {
            return "WebPush[redacted]";
        }
    }

    /// @param token an FCM registration token
    record Fcm(String token) implements PushTarget {
        @Override
        public Channel channel() {
            return Channel.FCM;
        }

        @Override
        public String toString() {
            return "Fcm[redacted]";
        }
    }

    /// @param token an APNs device token, hexadecimal
    record Apns(String token) implements PushTarget {
        @Override
        public Channel channel() {
            return Channel.APNS;
        }

        @Override
        public String toString() {
            return "Apns[redacted]";
        }
    }
}
