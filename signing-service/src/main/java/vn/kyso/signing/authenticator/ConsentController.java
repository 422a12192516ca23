package vn.kyso.signing.authenticator;

import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.approval.ConsentWithoutCode;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.Device;
import vn.kyso.frame.DeviceApi;
import vn.kyso.frame.ProblemException;

/// What a signer allows tenants. To let one ask without a match code takes the signer's passkey; everything else only
/// narrows what may be asked, or takes a block away, and takes the device.
@RestController
@RequestMapping("/v1/consents")
@DeviceApi(audience = "devices")
class ConsentController {
    private final BoundDevices devices;
    private final Consents consents;
    private final Confirmations confirmations;
    private final AppProperties app;

    ConsentController(BoundDevices devices, Consents consents, Confirmations confirmations, AppProperties app) {
        this.devices = devices;
        this.consents = consents;
        this.confirmations = confirmations;
        this.app = app;
    }

    record ConsentList(List<Consents.Consent> consents) {}

    /// @param assertion over a [ConsentWithoutCode], where the tenant may not ask without a code so far
    record NewConsent(
            boolean withoutCode,
            boolean blocked,
            @Nullable @Valid PasskeyAnswer assertion) {}

    @GetMapping
    ConsentList list(Device caller) {
        return new ConsentList(consents.of(devices.require(caller).signer()));
    }

    @PutMapping("/{tenant}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@PathVariable String tenant, @Valid @RequestBody NewConsent body, Device caller) {
        if (tenant.isBlank() || tenant.length() > 64) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "A tenant's id has 1 to 64 characters.");
        }
        Authenticator device = devices.require(caller);
        PasskeyAnswer answer = body.assertion();
        if (answer != null) {
            String id = device.deviceId().toString();
            confirmations.require(
                    device,
                    answer.assertion(),
                    "consent-refused",
                    nonce -> new ConsentWithoutCode(app.rpId(), id, tenant, nonce).digest());
        }
        Consents.Consent wanted = new Consents.Consent(tenant, body.withoutCode(), body.blocked());
        if (!consents.put(device.signer(), device.deviceId(), wanted, answer != null)) {
            throw Confirmations.refused(
                    "To let a tenant ask without a match code, confirm it with this device's passkey.");
        }
    }

    @DeleteMapping("/{tenant}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String tenant, Device caller) {
        Authenticator device = devices.require(caller);
        consents.remove(device.signer(), device.deviceId(), tenant);
    }
}
