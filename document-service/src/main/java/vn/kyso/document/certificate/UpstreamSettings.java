package vn.kyso.document.certificate;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the service that this one asks answers (`kyso.upstream`).
@ConfigurationProperties("kyso.upstream")
record UpstreamSettings(@DefaultValue("http://localhost:8082") URI certificateService) {
    UpstreamSettings {
        if (certificateService.getHost() == null || certificateService.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "kyso.upstream.certificate-service is an absolute address without a query: " + certificateService);
        }
    }
}
