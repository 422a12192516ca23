package vn.kyso.frame.limit;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
public class LimitConfiguration {
    @Bean
    StoredBuckets rateLimits(JdbcClient jdbc, InstantSource clock) {
        return new StoredBuckets(jdbc, clock);
    }
}
