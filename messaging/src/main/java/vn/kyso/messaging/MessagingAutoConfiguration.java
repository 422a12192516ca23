package vn.kyso.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.Topic;

/// Everything that a service with `kyso.service` gets from messaging.
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnProperty("kyso.service")
@EnableConfigurationProperties({MessagingProperties.class, IdentityProperties.class})
public final class MessagingAutoConfiguration {
    @Bean
    MessagingSchema messagingSchema(DataSource dataSource) {
        return new MessagingSchema(dataSource);
    }

    /// The service's own Flyway finds messaging's tables in its schema, and must not take them for somebody else's.
    @Bean
    FlywayConfigurationCustomizer messagingFlywayCustomizer() {
        return flyway -> flyway.baselineOnMigrate(true).baselineVersion("0");
    }

    @Bean
    EventSignatures messagingSignatures(IdentityProperties identity) {
        return EventSignatures.of(identity);
    }

    @Bean
    Broker messagingBroker(
            KafkaProperties kafka,
            KafkaConnectionDetails connection,
            MessagingProperties properties,
            EventSignatures signatures) {
        return new Broker(kafka, connection, properties.topicPrefix(), signatures.self());
    }

    @Bean
    Traces messagingTraces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        return new Traces(tracer.getIfAvailable(), propagator.getIfAvailable());
    }

    @Bean
    DirectConnections messagingConnections(JdbcConnectionDetails details) {
        return new DirectConnections(details);
    }

    @Bean
    EventProducer messagingProducer(Broker broker) {
        return new EventProducer(broker);
    }

    @Bean
    Topics messagingTopics(
            Broker broker,
            MessagingProperties properties,
            EventSignatures signatures,
            ObjectProvider<EventListener> listeners) {
        return new Topics(
                broker,
                properties,
                signatures.self(),
                () -> EventConsumers.byTopic(listeners.stream().toList()).keySet());
    }

    @Bean
    OutboxRelay messagingRelay(
            DirectConnections connections,
            EventProducer producer,
            Broker broker,
            Topics topics,
            MessagingProperties properties) {
        return new OutboxRelay(connections, producer, broker, topics, properties);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, EventSignatures signatures, Traces traces, OutboxRelay relay) {
        return new TransactionalOutbox(jdbc, signatures, traces, relay::wake);
    }

    @Bean
    Inbox messagingInbox(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ObjectProvider<InstantSource> clock,
            Traces traces) {
        return new Inbox(jdbc, new TransactionTemplate(transactions), clock(clock), traces);
    }

    @Bean
    DeadLetterWriter messagingDeadLetterWriter(
            EventProducer producer,
            Broker broker,
            ObjectProvider<InstantSource> clock,
            ObjectProvider<MeterRegistry> meters) {
        return new DeadLetterWriter(producer, broker, clock(clock), meters(meters));
    }

    @Bean
    Receiver messagingReceiver(
            EventSignatures signatures,
            Inbox inbox,
            DeadLetterWriter deadLetters,
            ObjectProvider<InstantSource> clock,
            MessagingProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        return new Receiver(signatures, inbox, deadLetters, clock(clock), properties.inboxRetention(), meters(meters));
    }

    @Bean
    EventConsumers messagingConsumers(
            Broker broker,
            Topics topics,
            Receiver receiver,
            ObjectProvider<EventListener> listeners,
            MessagingProperties properties) {
        return new EventConsumers(broker, topics, receiver, byTopic(listeners), properties);
    }

    @Bean
    DeadLetters deadLetters(Broker broker, Receiver receiver, ObjectProvider<EventListener> listeners) {
        return new KafkaDeadLetters(broker, receiver, byTopic(listeners));
    }

    @Bean
    JdbcParkedEvents parkedEvents(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ObjectProvider<InstantSource> clock,
            EventSignatures signatures,
            Inbox inbox,
            DeadLetterWriter deadLetters,
            MessagingProperties properties,
            ObjectProvider<EventListener> listeners) {
        return new JdbcParkedEvents(
                jdbc,
                transactions,
                clock(clock),
                signatures,
                inbox,
                deadLetters,
                properties.retention(),
                topic -> listener(listeners, topic));
    }

    @Bean
    JdbcWorkQueue workQueue(JdbcClient jdbc, ObjectProvider<InstantSource> clock, Traces traces) {
        return new JdbcWorkQueue(jdbc, clock(clock), traces);
    }

    @Bean
    WorkNotices messagingWorkNotices(DirectConnections connections) {
        return new WorkNotices(connections);
    }

    @Bean
    Workers messagingWorkers(
            JdbcWorkQueue queue,
            ObjectProvider<Worker> workers,
            ObjectProvider<InstantSource> clock,
            Traces traces,
            WorkNotices notices,
            MessagingProperties properties) {
        return new Workers(queue, workers, clock(clock), traces, notices, properties);
    }

    @Bean
    CatchUp catchUp(Broker broker, Topics topics, ObjectProvider<EventListener> listeners) {
        return new Projections(broker, topics, () -> byTopic(listeners).keySet());
    }

    @Bean
    Housekeeping messagingHousekeeping(
            JdbcClient jdbc,
            JdbcParkedEvents parked,
            ObjectProvider<InstantSource> clock,
            MessagingProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        return new Housekeeping(jdbc, parked, clock(clock), properties.inboxRetention(), meters(meters));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static final class HealthConfiguration {
        @Bean
        KafkaConsumersHealth kafkaConsumersHealthIndicator(EventConsumers consumers, Topics topics) {
            return new KafkaConsumersHealth(consumers, topics);
        }
    }

    private static Map<Topic, EventListener> byTopic(ObjectProvider<EventListener> listeners) {
        return EventConsumers.byTopic(listeners.stream().toList());
    }

    private static EventListener listener(ObjectProvider<EventListener> listeners, Topic topic) {
        EventListener listener = byTopic(listeners).get(topic);
        if (listener == null) {
            throw new IllegalStateException("Nothing listens to " + topic.id() + " any more");
        }
        return listener;
    }

    private static InstantSource clock(ObjectProvider<InstantSource> clock) {
        return clock.getIfAvailable(InstantSource::system);
    }

    private static MeterRegistry meters(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfAvailable(SimpleMeterRegistry::new);
    }
}
