package vn.kyso.notification.push;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.validation.annotation.Validated;

/// How pushes leave.
///
/// @param contact whom a push service may write to about our pushes (RFC 8292, 2.1): `mailto:` or `https:`
/// @param timeout for one call to a push service; half a minute is already useless to a signer
/// @param firstRetry the while after the first failure, doubled by each further one
/// @param longestRetry short, because a request lives minutes
/// @param fcm null where no app for Android is served
/// @param apns null where no app for iOS is served
@Validated
@ConfigurationProperties("kyso.push")
record PushProperties(
        @DefaultValue("mailto:kyso@example.org") @NotNull @Pattern(regexp = "(mailto:|https://).+")
        String contact,

        @DefaultValue("10s") Duration timeout,
        @DefaultValue("1s") Duration firstRetry,
        @DefaultValue("30s") Duration longestRetry,
        @Valid @Nullable Fcm fcm,
        @Valid @Nullable Apns apns) {
    /// Firebase Cloud Messaging, HTTP v1.
    ///
    /// @param serviceAccount the JSON key file of a service account that may send
    /// @param baseUrl where messages go
    /// @param tokenUri where access tokens are had; null for the one that the key file names
    record Fcm(
            @NotNull Resource serviceAccount,
            @DefaultValue("https://fcm.googleapis.com") URI baseUrl,
            @Nullable URI tokenUri) {}

    /// Apple Push Notification service, token-based.
    ///
    /// @param key the provider's key, PKCS#8 in PEM (`.p8`)
    /// @param topic the app's bundle id
    /// @param baseUrl `https://api.sandbox.push.apple.com` for builds from Xcode
    /// @param sslBundle an SSL bundle to trust instead of the platform's authorities, such as a proxy's
    record Apns(
            @NotNull Resource key,
            @NotBlank String keyId,
            @NotBlank String teamId,
            @NotBlank String topic,
            @DefaultValue("https://api.push.apple.com") URI baseUrl,
            @Nullable String sslBundle) {}
}
