package vn.kyso.notification.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a device is told.
sealed interface PushMessage {
    /// Which kind it is, as the app reads it.
    String type();

    /// What it is about: it takes the place of an undelivered one about the same.
    String about();

    /// After this the push is of no use, and providers are told to drop it.
    Instant until();

    /// What may go through a provider in the clear: ids alone.
    Map<String, String> open();

    /// What the device reads where the push is encrypted for it.
    Map<String, String> encrypted();

    /// How long a provider may keep it, in whole seconds, at least one.
    default Duration timeToLive(Instant now) {
        long seconds = Math.max(1, Duration.between(now, until()).toSeconds());
        return Duration.ofSeconds(seconds);
    }

    /// A request waits.
    ///
    /// @param requester who asks, as the signer reads it
    record RequestWaits(String requestId, String requester, Instant until) implements PushMessage {
        @Override
        public String type() {
            return "approval-requested";
        }

        @Override
        public String about() {
            return requestId;
        }

        @Override
        public Map<String, String> open() {
            return Map.of("type", type(), "requestId", requestId);
        }

        @Override
        public Map<String, String> encrypted() {
            return Map.of(
                    "type", type(), "requestId", requestId, "requester", requester, "approveUntil", until.toString());
        }
    }

    /// Another device was bound to the signer.
    ///
    /// @param name as whoever bound it named it
    record DeviceBound(String deviceId, String name, Instant boundAt, Instant until) implements PushMessage {
        @Override
        public String type() {
            return "device-bound";
        }

        @Override
        public String about() {
            return deviceId;
        }

        @Override
        public Map<String, String> open() {
            return Map.of("type", type(), "deviceId", deviceId);
        }

        @Override
        public Map<String, String> encrypted() {
            return Map.of("type", type(), "deviceId", deviceId, "name", name, "boundAt", boundAt.toString());
        }
    }
}
