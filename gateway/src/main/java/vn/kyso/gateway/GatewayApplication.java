package vn.kyso.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import vn.kyso.frame.FrameAutoConfiguration;
import vn.kyso.frame.limit.LimitConfiguration;
import vn.kyso.frame.problem.ProblemConfiguration;
import vn.kyso.frame.settings.SchemaConfiguration;

/// Of the service frame the gateway has the defaults, the problems and the rate limits. It has no handlers that
/// services' tokens guard, and no identity among the services: nothing trusts it but for requesters' tokens.
@SpringBootApplication(exclude = FrameAutoConfiguration.class)
@ConfigurationPropertiesScan
@Import({ProblemConfiguration.class, SchemaConfiguration.class, LimitConfiguration.class})
class GatewayApplication {
    public static void main(String[] args) {
        SpringApplication.run(GatewayApplication.class, args);
    }
}
