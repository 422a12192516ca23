package vn.kyso.frame.audit;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.frame.settings.Installation;
import vn.kyso.frame.settings.Keys;
import vn.kyso.frame.settings.Trust;

@Configuration(proxyBeanMethods = false)
@Import(AuditController.class)
public class AuditConfiguration {
    @Bean
    StoredAuditLog auditLog(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        return new StoredAuditLog(jdbc, json, clock);
    }

    @Bean
    Sealer auditSealer(
            JdbcClient jdbc,
            JdbcTemplate batches,
            TransactionTemplate transaction,
            Installation installation,
            InstantSource clock) {
        return new Sealer(
                jdbc,
                batches,
                transaction,
                installation.self(),
                Keys.privateKey("Ed25519", installation.identity().privateKey(), "kyso.identity.private-key"),
                clock);
    }

    @Bean
    AuditVerifier auditVerifier(JdbcClient jdbc, Installation installation, Trust trust) {
        return new AuditVerifier(jdbc, installation.self(), trust.identity(installation.self()));
    }
}
