package vn.kyso.signing.authenticator;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.approval.ActivationCode;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.DpopProofs;
import vn.kyso.frame.Operator;
import vn.kyso.frame.OperatorApi;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.PublicApi;
import vn.kyso.frame.RateLimits;
import vn.kyso.signing.credential.Signers;

/// Activations: made by an operator, used by a phone that has nothing but a code.
@RestController
class ActivationController {
    /// For everybody together per activation: a person needs two or three.
    private static final int STARTS_PER_MINUTE = 10;

    private final Activations activations;
    private final BindDevice bindDevice;
    private final Signers signers;
    private final DpopProofs proofs;
    private final RateLimits limits;
    private final AppProperties app;

    ActivationController(
            Activations activations,
            BindDevice bindDevice,
            Signers signers,
            DpopProofs proofs,
            RateLimits limits,
            AppProperties app) {
        this.activations = activations;
        this.bindDevice = bindDevice;
        this.signers = signers;
        this.proofs = proofs;
        this.limits = limits;
        this.app = app;
    }

    record NewActivation(@NotBlank String userId) {}

    /// @param code for the signer's eyes, once
    record MadeActivation(String code, Instant expiresAt) {
        static MadeActivation of(Activations.Made made) {
            return new MadeActivation(made.code().typed(), made.expiresAt());
        }

        @Override
        public String toString() {
            return "MadeActivation[redacted]";
        }
    }

    record Start(
            @NotBlank @Size(max = 32) String activationId,
            @NotBlank @Size(max = 80) String deviceName,
            @NotNull Map<String, Object> deviceKey) {}

    /// @param publicKey PublicKeyCredentialCreationOptionsJSON (WebAuthn Level 3, 5.1.9)
    record Started(UUID id, Map<String, Object> publicKey, Instant expiresAt) {}

    record Finish(
            @NotBlank @Size(max = 64) String mac,
            @NotNull @Valid Credential credential) {}

    /// RegistrationResponseJSON, as far as it is needed.
    record Credential(@NotNull @Valid Response response) {}

    record Response(
            @NotBlank @Size(max = 65536) String clientDataJSON,
            @NotBlank @Size(max = 65536) String attestationObject) {}

    record Bound(UUID deviceId, String signer, String rpId) {}

    @PostMapping("/v1/operator/activations")
    @ResponseStatus(HttpStatus.CREATED)
    @OperatorApi
    MadeActivation make(@Valid @RequestBody NewActivation body, Operator operator) {
        return MadeActivation.of(
                activations.make(signers.require(body.userId()).value(), "operator:" + operator.name()));
    }

    @PostMapping("/v1/activations")
    @ResponseStatus(HttpStatus.CREATED)
    @PublicApi
    Started start(@Valid @RequestBody Start body) {
        if (ActivationCode.parse(body.activationId()).isPresent()) {
            throw new ProblemException(
                    ProblemType.INVALID_FIELD,
                    "activationId is the code's public part alone. The code went over the wire: ask for a new one.");
        }
        String thumbprint = proofs.thumbprint(body.deviceKey());
        // Known ids alone get a bucket: a stranger could name any number of others.
        activations.require(body.activationId());
        limits.take("activation:" + body.activationId(), STARTS_PER_MINUTE);
        BindDevice.Ceremony ceremony = bindDevice.begin(body.activationId(), body.deviceName(), thumbprint);
        return new Started(ceremony.id(), creationOptions(ceremony), ceremony.expiresAt());
    }

    @PostMapping("/v1/activations/{id}/passkey")
    @ResponseStatus(HttpStatus.CREATED)
    @PublicApi
    Bound finish(@PathVariable UUID id, @Valid @RequestBody Finish body, HttpServletRequest request) {
        String proofKey = proofs.verify(request, null).keyThumbprint();
        byte[] mac;
        try {
            mac = Base64.getUrlDecoder().decode(body.mac());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "mac is base64url.", e);
        }
        Authenticator bound = bindDevice.finish(
                id,
                mac,
                body.credential().response().attestationObject(),
                body.credential().response().clientDataJSON(),
                proofKey);
        return new Bound(bound.deviceId(), bound.signer(), app.rpId());
    }

    /// The user's handle is random: it must not tell who the signer is, and a handle used twice would replace the
    /// passkey of the signer's other phone where both sync.
    private Map<String, Object> creationOptions(BindDevice.Ceremony ceremony) {
        Base64.Encoder base64Url = Base64.getUrlEncoder().withoutPadding();
        return Map.of(
                "rp", Map.of("id", app.rpId(), "name", "Kyso"),
                "user",
                        Map.of(
                                "id", base64Url.encodeToString(ceremony.userHandle()),
                                "name", ceremony.deviceName(),
                                "displayName", ceremony.deviceName()),
                "challenge", base64Url.encodeToString(ceremony.challenge()),
                "pubKeyCredParams",
                        List.of(Map.of("type", "public-key", "alg", -7), Map.of("type", "public-key", "alg", -257)),
                "timeout", app.registrationLifetime().toMillis(),
                "attestation", "none",
                "authenticatorSelection", Map.of("residentKey", "preferred", "userVerification", "required"));
    }
}
