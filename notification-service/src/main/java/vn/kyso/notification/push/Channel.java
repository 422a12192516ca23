package vn.kyso.notification.push;

import java.util.Arrays;
import java.util.Optional;

/// A kind of push service.
enum Channel {
    WEB_PUSH("web-push"),
    FCM("fcm"),
    APNS("apns");

    private final String id;

    Channel(String id) {
        this.id = id;
    }

    /// The name in the API, in events and in metrics.
    String id() {
        return id;
    }

    static Optional<Channel> of(String id) {
        return Arrays.stream(values()).filter(c -> c.id.equals(id)).findFirst();
    }
}
