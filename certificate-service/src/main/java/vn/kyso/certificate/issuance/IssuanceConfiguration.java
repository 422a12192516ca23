package vn.kyso.certificate.issuance;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.certificate.authority.EmbeddedAuthority;
import vn.kyso.certificate.status.CertificateRegister;
import vn.kyso.certificate.subscriber.Subscribers;
import vn.kyso.frame.AuditLog;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssuanceProperties.class)
class IssuanceConfiguration {
    @Bean
    IssueCertificate issueCertificate(
            Subscribers subscribers,
            EmbeddedAuthority authority,
            CertificateRegister register,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock,
            IssuanceProperties properties) {
        return new IssueCertificate(subscribers, authority, register, audit, transactions, clock, properties);
    }

    @Bean
    ImportCertificate importCertificate(
            Subscribers subscribers,
            CertificateRegister register,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock,
            IssuanceProperties properties) {
        return new ImportCertificate(
                subscribers, new TrustedRoots(properties.trustedRoots()), register, audit, transactions, clock);
    }
}
