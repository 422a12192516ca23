package vn.kyso.signing.authenticator;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The signer's app and how devices are bound to it.
///
/// @param rpId the WebAuthn relying party: the app's host
/// @param origin the one origin that the app is served from, exactly
/// @param activationLifetime how long a code counts; shorter is safer, for it goes by letter or over a desk
/// @param activationTries wrong proofs after which a code is dead
/// @param registrationLifetime how long a phone has for one run of the registration
/// @param tokenLifetime of device tokens; a revoked device can read its inbox for as long
@ConfigurationProperties("kyso.app")
public record AppProperties(
        @DefaultValue("localhost") String rpId,
        @DefaultValue("http://localhost:8085") String origin,
        @DefaultValue("PT15M") Duration activationLifetime,
        @DefaultValue("5") int activationTries,
        @DefaultValue("PT5M") Duration registrationLifetime,
        @DefaultValue("PT5M") Duration tokenLifetime) {
    public AppProperties {
        if (rpId.isBlank() || origin.isBlank() || origin.endsWith("/")) {
            throw new IllegalArgumentException("kyso.app.rp-id and kyso.app.origin (without a path) are needed");
        }
        if (activationTries < 1 || activationTries > 10) {
            throw new IllegalArgumentException("kyso.app.activation-tries is between 1 and 10");
        }
        if (tokenLifetime.compareTo(Duration.ofMinutes(15)) > 0) {
            throw new IllegalArgumentException("kyso.app.token-lifetime is at most 15 minutes");
        }
    }
}
