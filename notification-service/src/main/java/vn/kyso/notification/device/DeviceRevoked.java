package vn.kyso.notification.device;

/// Published within the transaction that records it: nothing more goes to this device.
public record DeviceRevoked(String deviceId) {}
