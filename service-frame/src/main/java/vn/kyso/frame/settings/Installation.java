package vn.kyso.frame.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;
import vn.kyso.contracts.envelope.Service;

/// Who this process is in its installation. Secrets come from the environment or, in production, from files that
/// `spring.config.import=configtree:/run/secrets/` reads (a file named `kyso.master-key`), never from a file that is
/// kept with the code.
///
/// @param service the service's id, such as `document-service`
/// @param publicUrl the origin that requesters and phones call
/// @param masterKey 32 bytes, base64: see [vn.kyso.frame.WrappingKey]
/// @param identity this service's own key
@Validated
@ConfigurationProperties("kyso")
public record Installation(
        @NotBlank String service,
        @NotNull URI publicUrl,
        @NotBlank String masterKey,
        @NotNull @Valid Identity identity) {

    /// @param privateKey Ed25519, PKCS#8, base64
    public record Identity(@NotBlank String privateKey) {
        @Override
        public String toString() {
            return "Identity[hidden]";
        }
    }

    /// Which service this is.
    public Service self() {
        return Arrays.stream(Service.values())
                .filter(known -> known.id().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("kyso.service is no service's id: " + service));
    }

    byte[] masterKeyBytes() {
        try {
            return Base64.getDecoder().decode(masterKey.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("kyso.master-key is not base64", e);
        }
    }

    @Override
    public String toString() {
        return "Installation[" + service + ", " + publicUrl + "]";
    }
}
