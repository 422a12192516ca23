package vn.kyso.signing.signature;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.kyso.cades.HttpTimestampSource;
import vn.kyso.frame.TraceContext;
import vn.kyso.signing.credential.TrustAnchors;

/// Where signature timestamps come from: the configured TSA, verified against the configured roots and those that the
/// certificate-service names at that moment.
@Configuration(proxyBeanMethods = false)
class TimestampConfiguration {
    @Bean
    HttpTimestampSource timestampSource(
            TsaProperties tsa, TrustAnchors anchors, InstantSource clock, TraceContext trace) {
        List<X509Certificate> configured = tsa.roots();
        return new HttpTimestampSource(
                tsa.url(),
                () -> {
                    List<X509Certificate> trusted = new ArrayList<>(configured);
                    trusted.addAll(anchors.all());
                    return trusted;
                },
                tsa.policy(),
                clock.withZone(ZoneOffset.UTC),
                tsa.timeout(),
                tsa.tolerance(),
                trace::headers);
    }
}
