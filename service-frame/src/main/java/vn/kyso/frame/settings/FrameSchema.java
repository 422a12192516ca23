package vn.kyso.frame.settings;

import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/// The frame's tables stand beside the service's in the same schema and have a history of their own. Whichever of
/// them comes first, the others find tables there already: each begins with its own baseline 0. A bean of
/// Flyway's own types would take the place of the service's.
final class FrameSchema implements InitializingBean {
    private final DataSource dataSource;

    FrameSchema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void afterPropertiesSet() {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/frame")
                .table("flyway_frame")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /// Tells Spring Boot that whatever uses the database waits for these tables.
    static final class Detector extends AbstractBeansOfTypeDatabaseInitializerDetector {
        @Override
        protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
            return Set.of(FrameSchema.class);
        }
    }
}
