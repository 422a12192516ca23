package vn.kyso.signing.authenticator;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.approval.Assertion;
import vn.kyso.frame.Device;
import vn.kyso.frame.DeviceApi;

/// A code for a further device, from one that is bound.
@RestController
@DeviceApi(audience = "devices")
class FurtherDeviceController {
    private final BoundDevices devices;
    private final ConfirmFurtherDevice confirm;

    FurtherDeviceController(BoundDevices devices, ConfirmFurtherDevice confirm) {
        this.devices = devices;
        this.confirm = confirm;
    }

    /// What [vn.kyso.approval.FurtherDevice] is computed from.
    record Wanted(String rpId, String deviceId, String nonce, Instant expiresAt) {}

    record Confirmation(@NotNull @Valid Answer assertion) {}

    /// AuthenticationResponseJSON, as far as it is needed.
    record Answer(
            @NotBlank @Size(max = 2048) String id,
            @NotNull @Valid Response response) {}

    record Response(
            @NotBlank @Size(max = 65536) String clientDataJSON,
            @NotBlank @Size(max = 65536) String authenticatorData,
            @NotBlank @Size(max = 4096) String signature,
            @Nullable @Size(max = 256) String userHandle) {}

    @PostMapping("/v1/devices/confirmations")
    @ResponseStatus(HttpStatus.CREATED)
    Wanted begin(Device caller) {
        ConfirmFurtherDevice.Wanted wanted = confirm.begin(devices.require(caller));
        return new Wanted(
                wanted.what().rpId(), wanted.what().deviceId(), wanted.what().nonce(), wanted.expiresAt());
    }

    @PostMapping("/v1/devices/activations")
    @ResponseStatus(HttpStatus.CREATED)
    ActivationController.MadeActivation make(@Valid @RequestBody Confirmation body, Device caller) {
        Response response = body.assertion().response();
        return ActivationController.MadeActivation.of(confirm.finish(
                devices.require(caller),
                new Assertion(
                        body.assertion().id(),
                        response.clientDataJSON(),
                        response.authenticatorData(),
                        response.signature(),
                        response.userHandle())));
    }
}
