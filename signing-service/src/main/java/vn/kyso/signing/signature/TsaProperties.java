package vn.kyso.signing.signature;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The time-stamp authority (RFC 3161) for signature timestamps.
///
/// @param anchors DER in base64: roots that an outside TSA chains to, beside those that the certificate-service names
/// @param policy dotted OID that its tokens must carry; any if unset
/// @param tolerance between the TSA's clock and ours
@ConfigurationProperties("kyso.tsa")
public record TsaProperties(
        URI url,
        @DefaultValue List<String> anchors,
        @Nullable String policy,
        @DefaultValue("PT5S") Duration timeout,
        @DefaultValue("PT1M") Duration tolerance) {
    public TsaProperties {
        anchors = List.copyOf(anchors);
    }
}
