package vn.kyso.certificate.subscriber;

import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.frame.AuditLog;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriberProperties.class)
class SubscriberConfiguration {
    @Bean
    Subscribers subscribers(
            JdbcClient jdbc, SubscriberProperties properties, @Value("${kyso.signer-key}") String signerKey) {
        return new Subscribers(jdbc, properties.prefixes(), new SignerKey(signerKey));
    }

    @Bean
    EnrolSubscriber enrolSubscriber(
            Subscribers subscribers, TransactionOperations transactions, AuditLog audit, InstantSource clock) {
        return new EnrolSubscriber(subscribers, transactions, audit, clock);
    }
}
