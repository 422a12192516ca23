package vn.kyso.notification.device;

import java.time.Instant;

/// A device that may be told about its signer's requests.
///
/// @param name as the signer named it
public record BoundDevice(String deviceId, String name, Instant boundAt) {}
