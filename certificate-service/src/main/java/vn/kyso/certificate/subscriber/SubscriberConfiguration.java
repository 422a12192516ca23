package vn.kyso.certificate.subscriber;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.settings.SignerKey;
import vn.kyso.frame.settings.UserIdSettings;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignerKey.class)
class SubscriberConfiguration {
    @Bean
    Subscribers subscribers(JdbcClient jdbc, UserIdSettings userIds, SignerKey signerKey) {
        return new Subscribers(jdbc, userIds, signerKey);
    }

    @Bean
    EnrolSubscriber enrolSubscriber(
            Subscribers subscribers, TransactionOperations transactions, AuditLog audit, InstantSource clock) {
        return new EnrolSubscriber(subscribers, transactions, audit, clock);
    }
}
