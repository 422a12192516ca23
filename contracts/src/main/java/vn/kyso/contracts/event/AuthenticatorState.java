package vn.kyso.contracts.event;

import java.time.Instant;

/// Topic `authenticator-changed` (compacted), keyed by device: a signer's device was bound or revoked.
///
/// @param deviceId the device whose tokens carry it as subject
/// @param deviceKeyThumbprint RFC 7638 thumbprint of the device's DPoP key (RFC 9449, `jkt`)
public record AuthenticatorState(
        String deviceId, String signer, String deviceName, String deviceKeyThumbprint, Status status, Instant at)
        implements EventPayload {
    /// Whether the device may answer for its signer.
    public enum Status {
        BOUND,
        REVOKED
    }
}
