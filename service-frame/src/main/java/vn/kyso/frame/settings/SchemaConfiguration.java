package vn.kyso.frame.settings;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class SchemaConfiguration {
    @Bean
    FrameSchema frameSchema(DataSource dataSource) {
        return new FrameSchema(dataSource);
    }
}
