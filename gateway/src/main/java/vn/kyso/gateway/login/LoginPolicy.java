package vn.kyso.gateway.login;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param publicUrl the origin that requesters and phones call; issuer of access tokens
/// @param appOrigin the signer's app, the only foreign origin that may call the phone's paths
@Validated
@ConfigurationProperties("kyso")
public record LoginPolicy(
        @NotNull @DefaultValue("http://localhost:8080") URI publicUrl,
        @NotNull @DefaultValue("http://localhost:8085") URI appOrigin) {
    /// Whether people reach it over TLS, wherever that ends.
    boolean encrypted() {
        return "https".equalsIgnoreCase(publicUrl.getScheme());
    }
}
