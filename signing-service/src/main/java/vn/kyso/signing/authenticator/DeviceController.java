package vn.kyso.signing.authenticator;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.Device;
import vn.kyso.frame.DeviceApi;
import vn.kyso.frame.DpopProofs;
import vn.kyso.frame.Operator;
import vn.kyso.frame.OperatorApi;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.PublicApi;
import vn.kyso.signing.credential.Signers;

/// A signer's devices: their tokens, their list, their revocation.
@RestController
class DeviceController {
    private static final Set<String> AUDIENCES = Set.of("inbox", "prepared", "devices");

    private final Authenticators authenticators;
    private final BoundDevices devices;
    private final RevokeDevice revokeDevice;
    private final DeviceTokens tokens;
    private final DpopProofs proofs;
    private final Signers signers;
    private final AppProperties app;
    private final InstantSource clock;

    DeviceController(
            Authenticators authenticators,
            BoundDevices devices,
            RevokeDevice revokeDevice,
            DeviceTokens tokens,
            DpopProofs proofs,
            Signers signers,
            AppProperties app,
            InstantSource clock) {
        this.authenticators = authenticators;
        this.devices = devices;
        this.revokeDevice = revokeDevice;
        this.tokens = tokens;
        this.proofs = proofs;
        this.signers = signers;
        this.app = app;
        this.clock = clock;
    }

    record TokenRequest(@NotNull UUID deviceId, @NotBlank String audience) {}

    record Token(String accessToken, String tokenType, long expiresIn) {}

    /// @param status `bound` or `revoked`
    /// @param current whether it is the device that asks
    record DeviceView(
            UUID id, String name, Instant boundAt, @Nullable Instant lastUsedAt, String status, boolean current) {}

    record DeviceList(List<DeviceView> devices) {}

    @PostMapping("/v1/device-tokens")
    @ResponseStatus(HttpStatus.CREATED)
    @PublicApi
    Token token(@Valid @RequestBody TokenRequest body, HttpServletRequest request) {
        if (!AUDIENCES.contains(body.audience())) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "audience is inbox, prepared or devices.")
                    .with("field", "audience");
        }
        String proofKey = proofs.verify(request, null).keyThumbprint();
        Authenticator device = authenticators
                .find(body.deviceId())
                .filter(found -> found.keyThumbprint().equals(proofKey))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAUTHENTICATED, "No device of this id has the key of this proof."));
        BoundDevices.requireBound(device);
        authenticators.used(device.deviceId(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        return new Token(
                tokens.issue(device, body.audience()),
                "DPoP",
                app.tokenLifetime().toSeconds());
    }

    @GetMapping("/v1/devices")
    @DeviceApi(audience = "devices")
    DeviceList devices(Device caller) {
        Authenticator current = devices.require(caller);
        return list(current.signer(), current.deviceId());
    }

    @DeleteMapping("/v1/devices/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @DeviceApi(audience = "devices")
    void revoke(@PathVariable UUID id, Device caller) {
        Authenticator current = devices.require(caller);
        Authenticator named = authenticators
                .find(id)
                .filter(device -> device.signer().equals(current.signer()))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "You have no such device."));
        revokeDevice.revoke(named.deviceId(), "device:" + current.deviceId());
    }

    @GetMapping("/v1/operator/devices")
    @OperatorApi
    DeviceList devicesOf(@RequestParam String userId, Operator operator) {
        return list(signers.require(userId).value(), null);
    }

    @DeleteMapping("/v1/operator/devices/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @OperatorApi
    void revokeFor(@PathVariable UUID id, Operator operator) {
        Authenticator named = authenticators
                .find(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such device."));
        revokeDevice.revoke(named.deviceId(), "operator:" + operator.name());
    }

    private DeviceList list(String signer, @Nullable UUID current) {
        return new DeviceList(authenticators.of(signer).stream()
                .map(device -> new DeviceView(
                        device.deviceId(),
                        device.name(),
                        device.enrolment().boundAt(),
                        authenticators.lastUsed(device.deviceId()).orElse(null),
                        device.revoked() ? "revoked" : "bound",
                        device.deviceId().equals(current)))
                .toList());
    }
}
