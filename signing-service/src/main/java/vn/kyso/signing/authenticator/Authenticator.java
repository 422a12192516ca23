package vn.kyso.signing.authenticator;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.kyso.approval.Enrolment;

/// A signer's device with its passkey and its device key.
///
/// @param keyThumbprint RFC 7638 thumbprint of the device key that its tokens are bound to
/// @param enrolment how it was bound, as evidence will show it
/// @param revokedAt null while it may answer
/// @param version of the aggregate, for `authenticator-changed`
public record Authenticator(
        UUID deviceId,
        String keyThumbprint,
        Enrolment enrolment,
        @Nullable Instant revokedAt,
        long version) {
    public String signer() {
        return enrolment.signer();
    }

    public String name() {
        return enrolment.deviceName();
    }

    public boolean revoked() {
        return revokedAt != null;
    }

    Authenticator revokedAt(Instant at) {
        return new Authenticator(deviceId, keyThumbprint, enrolment, at, version + 1);
    }
}
