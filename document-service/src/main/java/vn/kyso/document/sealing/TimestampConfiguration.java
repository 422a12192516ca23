package vn.kyso.document.sealing;

import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.kyso.cades.HttpTimestampSource;
import vn.kyso.frame.TraceContext;

/// Where document timestamps come from.
@Configuration(proxyBeanMethods = false)
class TimestampConfiguration {
    @Bean
    HttpTimestampSource timestampSource(
            TsaSettings tsa, TrustAnchors anchors, InstantSource clock, TraceContext trace) {
        return new HttpTimestampSource(
                tsa.url(),
                anchors::all,
                tsa.policy(),
                clock.withZone(ZoneOffset.UTC),
                tsa.timeout(),
                tsa.tolerance(),
                trace::headers);
    }
}
