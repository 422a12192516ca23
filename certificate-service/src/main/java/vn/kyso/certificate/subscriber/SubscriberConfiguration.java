package vn.kyso.certificate.subscriber;

import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.settings.UserIdSettings;

@Configuration(proxyBeanMethods = false)
class SubscriberConfiguration {
    @Bean
    Subscribers subscribers(JdbcClient jdbc, UserIdSettings userIds, @Value("${kyso.signer-key}") String signerKey) {
        return new Subscribers(jdbc, userIds, new SignerKey(signerKey));
    }

    @Bean
    EnrolSubscriber enrolSubscriber(
            Subscribers subscribers, TransactionOperations transactions, AuditLog audit, InstantSource clock) {
        return new EnrolSubscriber(subscribers, transactions, audit, clock);
    }
}
