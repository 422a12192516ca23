package vn.kyso.frame.settings;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the neighbours answer that a service asks when its projection lacks something (`kyso.upstream`). Services that
/// ask nobody leave this record out of their configuration.
@ConfigurationProperties("kyso.upstream")
public record Upstreams(
        @DefaultValue("http://localhost:8082") URI certificateService) {
    public Upstreams {
        if (certificateService.getHost() == null || certificateService.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "kyso.upstream.certificate-service is an absolute address without a query: " + certificateService);
        }
    }
}
