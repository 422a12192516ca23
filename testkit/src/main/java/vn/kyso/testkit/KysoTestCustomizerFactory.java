package vn.kyso.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import vn.kyso.contracts.envelope.Service;

/// Gives the context of a test class with [KysoTest] its database, topics and keys.
final class KysoTestCustomizerFactory implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        var found = TestContextAnnotationUtils.findAnnotationDescriptor(testClass, KysoTest.class);
        if (found == null) {
            return null;
        }
        Class<?> owner = found.getRootDeclaringClass();
        // A class that inherits the annotation is a class of its own; a nested one shares its outer class's context.
        Class<?> named = owner.isAssignableFrom(testClass) ? testClass : owner;
        return new Parts(named.getName(), found.getAnnotation().value());
    }

    /// Equal for equal classes, so that Spring finds a class's context again.
    private record Parts(String testClass, Service service) implements ContextCustomizer {
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            String purpose = testClass.substring(testClass.lastIndexOf('.') + 1);
            Map<String, Object> properties = new LinkedHashMap<>(TestKeys.properties(service));
            properties.putAll(partProperties(purpose));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("kyso-test", properties));
        }
    }

    static Map<String, String> partProperties(String purpose) {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase(purpose);
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        properties.put("spring.datasource.hikari.maximum-pool-size", "10");
        properties.put("spring.kafka.bootstrap-servers", EmbeddedParts.kafka());
        properties.put("kyso.messaging.topic-prefix", EmbeddedParts.newTopicPrefix());
        return properties;
    }
}
