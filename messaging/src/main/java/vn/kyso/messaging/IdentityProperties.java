package vn.kyso.messaging;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import vn.kyso.contracts.envelope.Service;

/// Configuration under `kyso`: who this service is, and whose signature it believes.
///
/// @param service this service's id, such as `signing-service`
/// @param identity this service's own key
/// @param trust the services' public keys; other entries under `kyso.trust` are others' concern
@ConfigurationProperties("kyso")
record IdentityProperties(String service, Identity identity, Trust trust) {
    /// @param privateKey Ed25519, PKCS#8, base64
    record Identity(String privateKey) {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// Public keys, X.509 SubjectPublicKeyInfo in base64. One component for each service, and not a map: a map's
    /// keys can't be read back from the names of environment variables, which have no hyphens.
    record Trust(
            @Nullable String documentService,
            @Nullable String certificateService,
            @Nullable String signingService,
            @Nullable String notificationService) {
        @Nullable
        String of(Service service) {
            return switch (service) {
                case DOCUMENT -> documentService;
                case CERTIFICATE -> certificateService;
                case SIGNING -> signingService;
                case NOTIFICATION -> notificationService;
            };
        }
    }
}
