package vn.kyso.gateway.route;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import vn.kyso.contracts.envelope.Service;

/// Where the services answer, as the gateway reaches them.
@Validated
@ConfigurationProperties("kyso.upstream")
record Upstreams(
        @NotNull @DefaultValue("http://localhost:8081") URI documentService,
        @NotNull @DefaultValue("http://localhost:8082") URI certificateService,
        @NotNull @DefaultValue("http://localhost:8083") URI signingService,
        @NotNull @DefaultValue("http://localhost:8084") URI notificationService) {
    URI of(Service service) {
        return switch (service) {
            case DOCUMENT -> documentService;
            case CERTIFICATE -> certificateService;
            case SIGNING -> signingService;
            case NOTIFICATION -> notificationService;
        };
    }
}
