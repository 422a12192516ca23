package vn.kyso.notification;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.EventPayload;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.Outbox;
import vn.kyso.testkit.EmbeddedParts;
import vn.kyso.testkit.TestKeys;

/// Another service, as far as events go: says what a test wants said, with that service's own key and outbox, and
/// keeps what it hears.
public final class Neighbour implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final List<EventEnvelope> heard;

    private Neighbour(ConfigurableApplicationContext context, List<EventEnvelope> heard) {
        this.context = context;
        this.heard = heard;
    }

    static Neighbour start(Service service, String topicPrefix, Topic hears) {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase(service.id());
        Map<String, Object> properties = new LinkedHashMap<>(TestKeys.properties(service));
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        properties.put("spring.kafka.bootstrap-servers", EmbeddedParts.kafka());
        properties.put("kyso.messaging.topic-prefix", topicPrefix);
        properties.put(
                "spring.autoconfigure.exclude",
                "vn.kyso.frame.FrameAutoConfiguration,vn.kyso.frame.deadletters.DeadLetterAutoConfiguration");
        properties.put("spring.main.banner-mode", "off");
        // The first context of a JVM decides on the format for all.
        properties.put("logging.structured.format.console", "ecs");
        properties.put("logging.level.root", "WARN");
        List<EventEnvelope> heard = new CopyOnWriteArrayList<>();
        EventListener listener = new EventListener() {
            @Override
            public Topic topic() {
                return hears;
            }

            @Override
            public void on(EventEnvelope event) {
                heard.add(event);
            }
        };
        return new Neighbour(
                new SpringApplicationBuilder(App.class)
                        .web(WebApplicationType.NONE)
                        .initializers(c -> ((GenericApplicationContext) c)
                                .registerBean("heard", EventListener.class, () -> listener))
                        .registerShutdownHook(false)
                        .run(properties.entrySet().stream()
                                .map(p -> "--" + p.getKey() + "=" + p.getValue())
                                .toArray(String[]::new)),
                heard);
    }

    /// Sends an event about `key`.
    public EventEnvelope say(EventPayload payload, String key, String tenant, long version) {
        EventEnvelope event = EventTypes.envelope(payload, key, tenant, version, Instant.now());
        send(event);
        return event;
    }

    /// Sends this very event, perhaps once more.
    public void send(EventEnvelope event) {
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> context.getBean(Outbox.class).append(event));
    }

    /// What it heard about `key`, in order.
    public List<EventPayload> heardAbout(String key) {
        return heard.stream()
                .filter(event -> event.key().equals(key))
                .map(Neighbour::payload)
                .toList();
    }

    /// The versions of what it heard about `key`, in order.
    public List<Long> versionsAbout(String key) {
        return heard.stream()
                .filter(event -> event.key().equals(key))
                .map(EventEnvelope::version)
                .toList();
    }

    private static EventPayload payload(EventEnvelope event) {
        try {
            return EventTypes.payloadOf(event);
        } catch (EventUnreadableException e) {
            throw new IllegalStateException("The service sent what nobody can read", e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}
}
