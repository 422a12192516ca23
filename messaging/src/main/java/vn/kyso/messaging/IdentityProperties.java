package vn.kyso.messaging;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import vn.kyso.contracts.envelope.Service;

/// Configuration under `kyso`: who this service is, and whose signature it believes. What can't be used is refused at
/// start, by a sentence that names the setting.
///
/// @param service this service's id, such as `signing-service`
/// @param identity this service's own key
/// @param trust the services' public keys; other entries under `kyso.trust` are others' concern
@ConfigurationProperties("kyso")
record IdentityProperties(String service, Identity identity, Trust trust) {
    private static final String ALGORITHM = "Ed25519";

    IdentityProperties {
        if (Arrays.stream(Service.values()).noneMatch(s -> s.id().equals(service))) {
            throw new IllegalArgumentException(
                    "kyso.service is " + service + ", which is no service that sends events");
        }
        if (identity == null) {
            throw new IllegalArgumentException("kyso.identity.private-key is missing: no event could be signed");
        }
        if (trust == null) {
            throw new IllegalArgumentException("kyso.trust is missing: no event could be believed");
        }
    }

    /// The service that this process is.
    Service self() {
        return Arrays.stream(Service.values())
                .filter(s -> s.id().equals(service))
                .findFirst()
                .orElseThrow();
    }

    /// @param privateKey Ed25519, PKCS#8, base64
    record Identity(String privateKey) {
        Identity {
            parse(privateKey);
        }

        PrivateKey key() {
            return parse(privateKey);
        }

        /// The cause is left out because it may quote the key.
        private static PrivateKey parse(@Nullable String base64) {
            try {
                if (base64 != null) {
                    return KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64.strip())));
                }
            } catch (GeneralSecurityException | IllegalArgumentException _) {
                throw new IllegalArgumentException(
                        "kyso.identity.private-key is no Ed25519 private key (PKCS#8, base64)");
            }
            throw new IllegalArgumentException("kyso.identity.private-key is missing: no event could be signed");
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// Public keys, X.509 SubjectPublicKeyInfo in base64. One component for each service, and not a map: a map's
    /// keys can't be read back from the names of environment variables, which have no hyphens.
    record Trust(String documentService, String certificateService, String signingService, String notificationService) {
        Trust {
            parse(Service.DOCUMENT, documentService);
            parse(Service.CERTIFICATE, certificateService);
            parse(Service.SIGNING, signingService);
            parse(Service.NOTIFICATION, notificationService);
        }

        PublicKey of(Service service) {
            return parse(
                    service,
                    switch (service) {
                        case DOCUMENT -> documentService;
                        case CERTIFICATE -> certificateService;
                        case SIGNING -> signingService;
                        case NOTIFICATION -> notificationService;
                    });
        }

        private static PublicKey parse(Service service, @Nullable String base64) {
            String name = "kyso.trust." + service.id();
            if (base64 == null) {
                throw new IllegalArgumentException(name + " is missing: events of that service could not be checked");
            }
            try {
                return KeyFactory.getInstance(ALGORITHM)
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(base64.strip())));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new IllegalArgumentException(name + " is no Ed25519 public key (X.509, base64)", e);
            }
        }
    }
}
