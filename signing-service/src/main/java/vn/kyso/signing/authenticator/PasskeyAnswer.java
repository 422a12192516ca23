package vn.kyso.signing.authenticator;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import vn.kyso.approval.Assertion;

/// AuthenticationResponseJSON (WebAuthn Level 3, 5.1.8), as far as it is needed.
record PasskeyAnswer(
        @NotBlank @Size(max = 2048) String id,
        @NotNull @Valid Response response) {
    record Response(
            @NotBlank @Size(max = 65536) String clientDataJSON,
            @NotBlank @Size(max = 65536) String authenticatorData,
            @NotBlank @Size(max = 4096) String signature,
            @Nullable @Size(max = 256) String userHandle) {}

    Assertion assertion() {
        return new Assertion(
                id,
                response.clientDataJSON(),
                response.authenticatorData(),
                response.signature(),
                response.userHandle());
    }
}
