package vn.kyso.frame.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProblemConfiguration.Limits.class)
@Import({ProblemAnswers.class, ServerErrors.class})
public class ProblemConfiguration {
    /// @param maxBodySize of everything but files; a sign request over 1,000 documents takes some 200 KiB
    /// @param maxFileSize of `application/pdf`; null where whoever takes it bounds it
    @ConfigurationProperties("kyso.frame")
    public record Limits(
            @DefaultValue("1MB") DataSize maxBodySize,
            @Nullable DataSize maxFileSize) {
        public Limits {
            if (maxBodySize.toBytes() <= 0) {
                throw new IllegalArgumentException("kyso.frame.max-body-size is more than nothing: " + maxBodySize);
            }
            if (maxFileSize != null && maxFileSize.toBytes() <= 0) {
                throw new IllegalArgumentException("kyso.frame.max-file-size is more than nothing: " + maxFileSize);
            }
        }
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(Limits limits) {
        FilterRegistrationBean<BodyLimit> filter = new FilterRegistrationBean<>(new BodyLimit(limits));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    /// After Boot's own, so that it sits nearer to the handlers and reports first.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemReports() {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
    }
}
