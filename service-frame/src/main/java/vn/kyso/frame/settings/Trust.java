package vn.kyso.frame.settings;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;
import vn.kyso.contracts.envelope.Service;

/// Whose signatures count on tokens. Public keys are X.509 in base64.
///
/// @param operatorKey P-256, of operators' tokens
/// @param deviceTokenKey P-256, the signing-service's for device tokens
/// @param requesterIssuer the `iss` of requesters' tokens
/// @param requesterJwksUri where that issuer publishes its keys
/// @param documentService Ed25519, the service's identity; so the other three
@Validated
@ConfigurationProperties("kyso.trust")
public record Trust(
        @NotBlank String operatorKey,
        @NotBlank String deviceTokenKey,
        @NotBlank String requesterIssuer,
        @NotNull URI requesterJwksUri,
        @NotBlank String documentService,
        @NotBlank String certificateService,
        @NotBlank String signingService,
        @NotBlank String notificationService) {

    /// The key of operators' tokens.
    public ECPublicKey operators() {
        return (ECPublicKey) Keys.publicKey("EC", operatorKey, "kyso.trust.operator-key");
    }

    /// The key of device tokens.
    public ECPublicKey deviceTokens() {
        return (ECPublicKey) Keys.publicKey("EC", deviceTokenKey, "kyso.trust.device-token-key");
    }

    /// The key of a service's events, seals and tokens.
    public PublicKey identity(Service service) {
        String key = switch (service) {
            case DOCUMENT -> documentService;
            case CERTIFICATE -> certificateService;
            case SIGNING -> signingService;
            case NOTIFICATION -> notificationService;
        };
        return Keys.publicKey("Ed25519", key, "kyso.trust." + service.id());
    }
}
