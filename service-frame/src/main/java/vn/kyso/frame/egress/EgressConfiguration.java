package vn.kyso.frame.egress;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.net.InetAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.kyso.frame.TraceContext;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressPolicy.class)
public class EgressConfiguration {
    @Bean
    TraceContext traceContext(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        return new TraceContext(tracer.getIfAvailable(), propagator.getIfAvailable());
    }

    @Bean
    GuardedEgress egress(EgressPolicy policy, TraceContext trace) {
        return new GuardedEgress(
                policy, new CheckedNames(InetAddress::getAllByName, PublicAddresses::isPublic), trace::headers);
    }
}
