package vn.kyso.signing.authenticator;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.approval.FurtherDevice;
import vn.kyso.frame.Device;
import vn.kyso.frame.DeviceApi;

/// A code for a further device, from one that is bound; encrypted to the phone, for the answer passes the gateway.
@RestController
@DeviceApi(audience = "devices")
class FurtherDeviceController {
    private final BoundDevices devices;
    private final Confirmations confirmations;
    private final Activations activations;
    private final AppProperties app;

    FurtherDeviceController(
            BoundDevices devices, Confirmations confirmations, Activations activations, AppProperties app) {
        this.devices = devices;
        this.confirmations = confirmations;
        this.activations = activations;
        this.app = app;
    }

    /// @param codeKey the public key, as JWK, whose thumbprint the passkey signed
    record Confirmation(
            @NotNull @Valid PasskeyAnswer assertion,
            @NotNull Map<String, Object> codeKey) {}

    /// @param encryptedCode see [CodeKey#encrypt]
    record EncryptedActivation(String encryptedCode, Instant expiresAt) {}

    @PostMapping("/v1/devices/confirmations")
    @ResponseStatus(HttpStatus.CREATED)
    Confirmations.Wanted begin(Device caller) {
        return confirmations.begin(devices.require(caller));
    }

    @PostMapping("/v1/devices/activations")
    @ResponseStatus(HttpStatus.CREATED)
    EncryptedActivation make(@Valid @RequestBody Confirmation body, Device caller) {
        CodeKey codeKey = CodeKey.of(body.codeKey());
        Authenticator device = devices.require(caller);
        String id = device.deviceId().toString();
        confirmations.require(
                device,
                body.assertion().assertion(),
                "further-device-refused",
                nonce -> new FurtherDevice(app.rpId(), id, nonce, codeKey.thumbprint()).digest());
        Activations.Made made = activations.make(device.signer(), "device:" + id);
        return new EncryptedActivation(codeKey.encrypt(made.code()), made.expiresAt());
    }
}
