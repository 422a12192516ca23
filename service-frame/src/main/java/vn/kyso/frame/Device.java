package vn.kyso.frame;

import vn.kyso.contracts.event.SignerRef;

/// Which device calls a [DeviceApi] handler. The signing-service vouched for it when it issued the token, a few
/// minutes ago at most; the call proved possession of its key.
///
/// @param name as the signer named the device
/// @param keyThumbprint SHA-256 thumbprint (RFC 7638) of the device's key, base64url
public record Device(String deviceId, SignerRef signer, String name, String keyThumbprint) {}
