package vn.kyso.frame.egress;

import java.net.InetAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressPolicy.class)
public class EgressConfiguration {
    @Bean
    GuardedEgress egress(EgressPolicy policy) {
        return new GuardedEgress(policy, new CheckedNames(InetAddress::getAllByName, PublicAddresses::isPublic));
    }
}
