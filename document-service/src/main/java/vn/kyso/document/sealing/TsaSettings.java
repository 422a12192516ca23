package vn.kyso.document.sealing;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.kyso.cades.HttpTimestampSource;

/// The time-stamp authority (RFC 3161) for document timestamps; the roots it must chain to are [TrustAnchors].
///
/// @param policy dotted OID that its tokens must carry; any if unset
/// @param tolerance between the TSA's clock and ours
@ConfigurationProperties("kyso.tsa")
record TsaSettings(
        URI url,
        @Nullable String policy,
        @DefaultValue("PT5S") Duration timeout,
        @DefaultValue("PT1M") Duration tolerance) {
    TsaSettings {
        HttpTimestampSource.refusalOf(url, policy, timeout, tolerance).ifPresent(why -> {
            throw new IllegalArgumentException("kyso.tsa: " + why);
        });
    }
}
