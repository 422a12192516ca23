package vn.kyso.frame.openapi;

import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.kyso.frame.CallingService;
import vn.kyso.frame.Device;
import vn.kyso.frame.Operator;
import vn.kyso.frame.Requester;
import vn.kyso.frame.access.AccessRules;
import vn.kyso.frame.settings.Installation;

@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {
    static {
        // Callers come from the token: they are no parameters of the call.
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Requester.class, Device.class, Operator.class, CallingService.class);
    }

    @Bean
    ApiDescription apiDescription(AccessRules rules, Installation installation) {
        return new ApiDescription(rules, installation);
    }
}
