package vn.kyso.contracts.event;

import java.time.Instant;

/// Topic `signer-reached`, keyed by request: how far the request got towards the signer's eyes.
public sealed interface SignerReachedEvent extends EventPayload {
    String requestId();

    /// A push service, or a live inbox, took the notification.
    ///
    /// @param channel `inbox`, `web-push`, `fcm` or `apns`
    record NotificationSent(String requestId, String channel, String deviceName, Instant at) implements SignerReachedEvent {}

    /// The signer opened the request on a device.
    record RequestOpened(String requestId, String deviceName, Instant at) implements SignerReachedEvent {}

    /// The signer has no device that could be told.
    record NoDevice(String requestId, Instant at) implements SignerReachedEvent {}
}
