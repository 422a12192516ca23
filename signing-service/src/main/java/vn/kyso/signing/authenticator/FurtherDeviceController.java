package vn.kyso.signing.authenticator;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.approval.Assertion;
import vn.kyso.frame.Device;
import vn.kyso.frame.DeviceApi;

/// A code for a further device, from one that is bound; encrypted to the phone, for the answer passes the gateway.
@RestController
@DeviceApi(audience = "devices")
class FurtherDeviceController {
    private final BoundDevices devices;
    private final ConfirmFurtherDevice confirm;

    FurtherDeviceController(BoundDevices devices, ConfirmFurtherDevice confirm) {
        this.devices = devices;
        this.confirm = confirm;
    }

    /// What [vn.kyso.approval.FurtherDevice] is computed from, with the key that the phone makes.
    record Wanted(String rpId, String deviceId, String nonce, Instant expiresAt) {}

    /// @param codeKey the public key, as JWK, whose thumbprint the passkey signed
    record Confirmation(
            @NotNull @Valid Answer assertion,
            @NotNull Map<String, Object> codeKey) {}

    /// @param encryptedCode see [CodeKey#encrypt]
    record EncryptedActivation(String encryptedCode, Instant expiresAt) {}

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
        return new Wanted(wanted.rpId(), wanted.deviceId(), wanted.nonce(), wanted.expiresAt());
    }

    @PostMapping("/v1/devices/activations")
    @ResponseStatus(HttpStatus.CREATED)
    EncryptedActivation make(@Valid @RequestBody Confirmation body, Device caller) {
        CodeKey codeKey = CodeKey.of(body.codeKey());
        Response response = body.assertion().response();
        Activations.Made made = confirm.finish(
                devices.require(caller),
                codeKey.thumbprint(),
                new Assertion(
                        body.assertion().id(),
                        response.clientDataJSON(),
                        response.authenticatorData(),
                        response.signature(),
                        response.userHandle()));
        return new EncryptedActivation(codeKey.encrypt(made.code()), made.expiresAt());
    }
}
