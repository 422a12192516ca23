package vn.kyso.messaging;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Configuration under `kyso`: who this service is, and whose signature it believes.
///
/// @param service this service's id, such as `signing-service`
/// @param identity this service's own key
/// @param trust by service id, the public keys (X.509 SubjectPublicKeyInfo, base64); other entries are others'
///     concern
@ConfigurationProperties("kyso")
record IdentityProperties(String service, Identity identity, Map<String, String> trust) {
    /// @param privateKey Ed25519, PKCS#8, base64
    record Identity(String privateKey) {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }
}
