package vn.kyso.messaging;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.InitializingBean;

/// Messaging's own tables, migrated by a history of their own beside the service's. Deliberately no bean of
/// Flyway's type, which would take the place of the service's.
final class MessagingSchema implements InitializingBean {
    private final DataSource dataSource;

    MessagingSchema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void afterPropertiesSet() {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/messaging")
                .table("flyway_messaging")
                // The schema already holds the service's tables, or will: neither history may mind the other's.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
