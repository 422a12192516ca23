package vn.kyso.signing.credential;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.IdempotencyKeys;
import vn.kyso.frame.Operator;
import vn.kyso.frame.OperatorApi;
import vn.kyso.frame.ProblemException;

/// Credentials, for operators who enrol signers.
@RestController
@OperatorApi
class CredentialController {
    private final Signers signers;
    private final CreateCredential create;
    private final IdempotencyKeys idempotency;

    CredentialController(Signers signers, CreateCredential create, IdempotencyKeys idempotency) {
        this.signers = signers;
        this.create = create;
        this.idempotency = idempotency;
    }

    record NewCredential(@NotBlank String userId, @NotBlank String keyType) {}

    record CreatedCredential(String credentialId, String keyType, String csr) {}

    @PostMapping("/v1/operator/credentials")
    ResponseEntity<CreatedCredential> create(
            @Valid @RequestBody NewCredential body,
            Operator operator,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        SignerRef signer = signers.require(body.userId());
        KeyType type = KeyType.of(body.keyType())
                .orElseThrow(
                        () -> new ProblemException(ProblemType.INVALID_FIELD, "keyType is p256, rsa2048 or rsa3072.")
                                .with("field", "keyType"));
        return idempotency.once(
                "operator",
                idempotencyKey,
                "POST /v1/operator/credentials " + signer + " " + type.wire(),
                CreatedCredential.class,
                () -> {
                    CreateCredential.Created created = create.create(signer, type, operator.name());
                    return ResponseEntity.status(HttpStatus.CREATED)
                            .body(new CreatedCredential(created.id().toString(), type.wire(), created.csr()));
                });
    }
}
