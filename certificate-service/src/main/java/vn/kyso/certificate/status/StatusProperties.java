package vn.kyso.certificate.status;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What is said about certificates, and for how long it holds (`kyso.status`).
///
/// @param ocspValidity of an OCSP response (`nextUpdate`); longer than the heartbeat, which carries one
/// @param crlValidity of a CRL; a new one is made at half of it, or when a status changes
/// @param cacheFor how long caches may give the same answer again: what a revocation may come late by
/// @param lookUpsPerMinute a tenant's look-ups by userID: enough for signing in volume, not for collecting
///     citizens
/// @param othersEvery how often the CAs of imported certificates are asked for their status
@ConfigurationProperties("kyso.status")
public record StatusProperties(
        @DefaultValue("PT24H") Duration ocspValidity,
        @DefaultValue("P7D") Duration crlValidity,
        @DefaultValue("PT1M") Duration cacheFor,
        @DefaultValue("300") int lookUpsPerMinute,
        @DefaultValue("PT12H") Duration othersEvery) {
    public StatusProperties {
        if (cacheFor.isNegative()
                || ocspValidity.compareTo(cacheFor) <= 0
                || crlValidity.dividedBy(2).compareTo(cacheFor) <= 0) {
            throw new IllegalArgumentException("kyso.status: an answer holds longer than caches keep it");
        }
        if (lookUpsPerMinute < 1) {
            throw new IllegalArgumentException("kyso.status.look-ups-per-minute is at least 1");
        }
        if (othersEvery.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("kyso.status.others-every is at least a second");
        }
    }
}
