package vn.kyso.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.annotation.DirtiesContext;
import vn.kyso.contracts.envelope.Service;

/// Put beside `@SpringBootTest` (or `@ContextConfiguration`): the context gets a fresh database, the test JVM's
/// broker with a fresh prefix for topics and groups (`kyso.messaging.topic-prefix`), the test installation's keys
/// ([TestKeys]) as properties, and is closed after the class.
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
public @interface KysoTest {
    /// Whose identity the context under test has.
    Service value();
}
