package vn.kyso.signing.authenticator;

import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.Device;
import vn.kyso.frame.ProblemException;

/// The device behind a call as it is now: its token may be older than its revocation.
@Component
class BoundDevices {
    private final Authenticators authenticators;

    BoundDevices(Authenticators authenticators) {
        this.authenticators = authenticators;
    }

    /// @throws ProblemException `device-revoked`, or `unauthenticated` if there is none
    Authenticator require(Device caller) {
        return requireBound(authenticators
                .find(UUID.fromString(caller.deviceId()))
                .filter(found -> found.keyThumbprint().equals(caller.keyThumbprint()))
                .orElseThrow(() -> new ProblemException(ProblemType.UNAUTHENTICATED, "There is no such device.")));
    }

    static Authenticator requireBound(Authenticator device) {
        if (device.revoked()) {
            throw new ProblemException(
                    ProblemType.DEVICE_REVOKED, "This device was revoked. Bind it anew with an activation code.");
        }
        return device;
    }
}
