package vn.kyso.certificate.status;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.certificate.authority.EmbeddedAuthority;
import vn.kyso.certificate.authority.PkiProperties;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.Egress;
import vn.kyso.messaging.Outbox;
import vn.kyso.messaging.WorkQueue;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StatusProperties.class)
class StatusConfiguration {
    @Bean
    SubscriberCertificates subscriberCertificates(JdbcClient jdbc) {
        return new SubscriberCertificates(jdbc);
    }

    @Bean
    OcspResponder ocspResponder(
            EmbeddedAuthority authority,
            JdbcClient jdbc,
            StatusProperties properties,
            PkiProperties pki,
            InstantSource clock) {
        if (properties.ocspValidity().compareTo(pki.heartbeat()) <= 0) {
            throw new IllegalArgumentException(
                    "kyso.status.ocsp-validity must be longer than kyso.pki.heartbeat, which brings the next response");
        }
        return new OcspResponder(authority, new IssuedStates(jdbc, authority), properties, clock);
    }

    @Bean
    RevocationLists revocationLists(
            JdbcClient jdbc,
            EmbeddedAuthority authority,
            StatusProperties properties,
            TransactionOperations transactions,
            InstantSource clock) {
        return new RevocationLists(jdbc, authority, properties, transactions, clock);
    }

    @Bean
    CertificateEvents certificateEvents(
            SubscriberCertificates certificates,
            OcspResponder responder,
            Outbox outbox,
            TransactionOperations transactions,
            InstantSource clock,
            PkiProperties properties) {
        return new CertificateEvents(certificates, responder, outbox, transactions, clock, properties);
    }

    @Bean
    CertificateRegister certificateRegister(
            SubscriberCertificates certificates, CertificateEvents events, RevocationLists lists, WorkQueue work) {
        return new CertificateRegister(certificates, events, lists, work);
    }

    @Bean
    RefreshImported refreshImported(
            SubscriberCertificates certificates,
            Egress egress,
            CertificateEvents events,
            WorkQueue work,
            TransactionOperations transactions,
            InstantSource clock,
            StatusProperties properties) {
        return new RefreshImported(
                certificates,
                new OtherAuthorities(egress),
                events,
                work,
                transactions,
                clock,
                properties.othersEvery());
    }

    @Bean
    RevokeIssued revokeIssued(
            EmbeddedAuthority authority,
            SubscriberCertificates certificates,
            CertificateEvents events,
            RevocationLists lists,
            AuditLog audit,
            WorkQueue work,
            TransactionOperations transactions,
            InstantSource clock) {
        return new RevokeIssued(authority, certificates, events, lists, audit, work, transactions, clock);
    }

    @Bean
    ChangeAuthority changeAuthority(
            EmbeddedAuthority authority,
            RevocationLists lists,
            WorkQueue work,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock) {
        return new ChangeAuthority(authority, lists, work, audit, transactions, clock);
    }

    @Bean
    ChangeStatus changeStatus(
            SubscriberCertificates certificates,
            CertificateEvents events,
            RevocationLists lists,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock) {
        return new ChangeStatus(certificates, events, lists, audit, transactions, clock);
    }
}
