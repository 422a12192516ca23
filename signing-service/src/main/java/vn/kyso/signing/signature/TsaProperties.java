package vn.kyso.signing.signature;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.HttpTimestampSource;

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
        HttpTimestampSource.refusalOf(url, policy, timeout, tolerance).ifPresent(why -> {
            throw new IllegalArgumentException("kyso.tsa: " + why);
        });
        for (String anchor : anchors) {
            certificate(anchor);
        }
    }

    /// The roots of [#anchors].
    List<X509Certificate> roots() {
        return anchors.stream().map(TsaProperties::certificate).toList();
    }

    private static X509Certificate certificate(String base64) {
        try {
            return Certificates.parse(Base64.getDecoder().decode(base64.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("kyso.tsa.anchors holds what is no certificate (DER, base64)", e);
        }
    }
}
