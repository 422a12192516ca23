package vn.kyso.signing.credential;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How far the projection of certificates is relied on.
///
/// @param maxStatusAge how old a CA's word on a certificate may be when its key is used; two heartbeats of the
///     certificate-service and an hour
@ConfigurationProperties("kyso.certificate")
public record CertificateProperties(@DefaultValue("PT13H") Duration maxStatusAge) {
    public CertificateProperties {
        if (maxStatusAge.isNegative() || maxStatusAge.isZero()) {
            throw new IllegalArgumentException("kyso.certificate.max-status-age is a positive duration");
        }
    }
}
