package vn.kyso.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.testkit.EmbeddedParts;
import vn.kyso.testkit.TestKeys;

/// One running instance of a service with messaging, as its own main method would start it. Several share a
/// database (instances of a service) or a prefix (services of one installation).
final class TestInstance implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private TestInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// What instances have in common.
    record Installation(String prefix, EmbeddedParts.Database database) {
        static Installation fresh(String purpose) {
            return new Installation(EmbeddedParts.newTopicPrefix(), EmbeddedParts.newDatabase(purpose));
        }

        /// The same broker and prefix, another service's database.
        Installation withOwnDatabase(String purpose) {
            return new Installation(prefix, EmbeddedParts.newDatabase(purpose));
        }

        Builder service(Service service) {
            return new Builder(this, service);
        }
    }

    static final class Builder {
        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final List<Consumer<GenericApplicationContext>> beans = new ArrayList<>();

        private Builder(Installation installation, Service service) {
            properties.putAll(TestKeys.properties(service));
            properties.put("spring.datasource.url", installation.database().url());
            properties.put("spring.datasource.username", installation.database().username());
            properties.put("spring.datasource.password", installation.database().password());
            properties.put("spring.datasource.hikari.maximum-pool-size", 12);
            properties.put("spring.datasource.hikari.connection-timeout", 2000);
            properties.put("spring.kafka.bootstrap-servers", EmbeddedParts.kafka());
            properties.put("kyso.messaging.topic-prefix", installation.prefix());
            properties.put("spring.main.banner-mode", "off");
            properties.put("logging.level.org.apache.kafka", "WARN");
            beans.add(c -> c.registerBean(MeterRegistry.class, SimpleMeterRegistry::new));
        }

        Builder with(String property, Object value) {
            properties.put(property, value);
            return this;
        }

        Builder worker(Worker worker) {
            beans.add(c -> c.registerBean("worker-" + worker.queue(), Worker.class, () -> worker));
            return this;
        }

        /// A listener that writes into table `seen`, and does `first` before.
        Builder recorder(Topic topic, Consumer<EventEnvelope> first) {
            return listener(topic, (event, instance) -> {
                first.accept(event);
                instance.record(event);
            });
        }

        Builder listener(Topic topic, ListenerBody body) {
            beans.add(c -> c.registerBean("listener-" + topic.id(), EventListener.class, () -> new EventListener() {
                @Override
                public Topic topic() {
                    return topic;
                }

                @Override
                public void on(EventEnvelope event) {
                    body.on(event, new TestInstance(c));
                }
            }));
            return this;
        }

        TestInstance start() {
            return new TestInstance(new SpringApplicationBuilder(App.class)
                    .web(WebApplicationType.NONE)
                    .properties(properties)
                    .initializers(c -> beans.forEach(b -> b.accept((GenericApplicationContext) c)))
                    .registerShutdownHook(false)
                    .run());
        }
    }

    interface ListenerBody {
        void on(EventEnvelope event, TestInstance instance);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}

    static EventEnvelope event(Topic topic, String key, long version) {
        return event(topic, key, version, "{\"version\":" + version + "}");
    }

    static EventEnvelope event(Topic topic, String key, long version, String json) {
        return new EventEnvelope(
                UUID.randomUUID(),
                "vn.kyso.test.v1",
                topic,
                key,
                "demo",
                version,
                Instant.now(),
                json.getBytes(StandardCharsets.UTF_8));
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    void transact(Runnable action) {
        new TransactionTemplate(get(PlatformTransactionManager.class)).executeWithoutResult(_ -> action.run());
    }

    void append(EventEnvelope event) {
        transact(() -> get(Outbox.class).append(event));
    }

    void record(EventEnvelope event) {
        jdbc().sql("INSERT INTO seen (event_id, event_key, version) VALUES (?, ?, ?)")
                .params(event.id(), event.key(), event.version())
                .update();
    }

    List<Long> seen(String key) {
        return jdbc().sql("SELECT version FROM seen WHERE event_key = ? ORDER BY seq")
                .param(key)
                .query(Long.class)
                .list();
    }

    long count(String table) {
        return jdbc().sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    @Override
    public void close() {
        context.close();
    }
}
