package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.messaging.TestInstance.Installation;

final class StartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void createsTheTopicsThatThePromisesNeed() throws ExecutionException, InterruptedException {
        Installation fresh = Installation.fresh("topics");
        try (TestInstance instance = fresh.service(Service.SIGNING)
                        .recorder(Topic.SIGN_REQUESTED, _ -> {})
                        .recorder(Topic.CERTIFICATE_CHANGED, _ -> {})
                        .start();
                Admin admin = instance.get(Broker.class).admin()) {
            instance.get(Topics.class).awaitReady();
            List<String> names = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(fresh.prefix()))
                    .map(name -> name.substring(fresh.prefix().length()))
                    .toList();
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "session-changed",
                            "signature-created",
                            "authenticator-changed",
                            "sign-requested",
                            "sign-requested.signing-service.dlt",
                            "certificate-changed",
                            "certificate-changed.signing-service.dlt");
            assertThat(partitions(admin, fresh.prefix() + "sign-requested")).isEqualTo(12);
            assertThat(partitions(admin, fresh.prefix() + "sign-requested.signing-service.dlt"))
                    .isEqualTo(1);
            assertThat(config(admin, fresh.prefix() + "sign-requested"))
                    .containsEntry("cleanup.policy", "delete")
                    .containsEntry(
                            "retention.ms", Long.toString(Duration.ofDays(8).toMillis()));
            assertThat(config(admin, fresh.prefix() + "certificate-changed"))
                    .containsEntry("cleanup.policy", "compact");
            assertThat(config(admin, fresh.prefix() + "sign-requested.signing-service.dlt"))
                    .containsEntry(
                            "retention.ms", Long.toString(Duration.ofDays(14).toMillis()));
        }
    }

    @Test
    void isHealthyOnceItsConsumersHavePartitionsAndJoinsOneGroup() throws ExecutionException, InterruptedException {
        try (TestInstance instance = Installation.fresh("health")
                        .service(Service.SIGNING)
                        .recorder(Topic.SIGN_REQUESTED, _ -> {})
                        .recorder(Topic.APPROVAL_RECEIVED, _ -> {})
                        .start();
                Admin admin = instance.get(Broker.class).admin()) {
            await().atMost(PATIENCE).until(() -> health(instance).getStatus().equals(Status.UP));
            assertThat(health(instance).getDetails())
                    .containsEntry("sign-requested", 12)
                    .containsEntry("approval-received", 12);
            String group = instance.get(Broker.class).group();
            var described = admin.describeConsumerGroups(List.of(group)).all().get();
            ConsumerGroupDescription members = Objects.requireNonNull(described.get(group));
            assertThat(members.type()).hasToString("Consumer"); // KIP-848
            assertThat(members.members()).hasSize(2);
        }
    }

    @Test
    void startsWithoutABrokerAndKeepsWhatItHasToSay() {
        Installation fresh = Installation.fresh("no_broker");
        try (TestInstance instance = fresh.service(Service.DOCUMENT)
                .with("spring.kafka.bootstrap-servers", "127.0.0.1:9")
                .with("kyso.messaging.shutdown-grace", "2s")
                .recorder(Topic.SIGNER_REACHED, _ -> {})
                .start()) {
            instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "kept", 1));
            assertThat(health(instance).getStatus()).isEqualTo(Status.DOWN);
            assertThat(instance.count("messaging_outbox")).isEqualTo(1);
        }
        try (TestInstance instance = fresh.service(Service.DOCUMENT)
                .recorder(Topic.SIGN_REQUESTED, _ -> {})
                .start()) {
            await().atMost(PATIENCE).until(() -> instance.seen("kept").size() == 1);
        }
    }

    @Test
    void catchesUpWithACompactedTopicBeforeItsAbsencesCount() throws InterruptedException {
        Installation certificates = Installation.fresh("catch_up_producer");
        Map<String, Long> heard = new ConcurrentHashMap<>();
        try (TestInstance producer = certificates.service(Service.CERTIFICATE).start()) {
            producer.get(Topics.class).awaitReady();
            producer.transact(() -> {
                for (int i = 0; i < 100; i++) {
                    producer.get(Outbox.class).append(TestInstance.event(Topic.CERTIFICATE_CHANGED, "c" + i, 1));
                }
            });
            await().atMost(PATIENCE).until(() -> producer.count("messaging_outbox") == 0);
            try (TestInstance signing = certificates
                    .withOwnDatabase("catch_up")
                    .service(Service.SIGNING)
                    .recorder(Topic.CERTIFICATE_CHANGED, e -> heard.put(e.key(), e.version()))
                    .recorder(Topic.SIGN_REQUESTED, _ -> {})
                    .start()) {
                CatchUp catchUp = signing.get(CatchUp.class);
                await().atMost(PATIENCE).until(() -> catchUp.caughtUp(Topic.CERTIFICATE_CHANGED));
                assertThat(signing.count("seen")).isEqualTo(100);
                assertThat(catchUp.caughtUp(Topic.AUTHENTICATOR_CHANGED)).isFalse();
            }
        }
        assertThat(heard).hasSize(100);
    }

    @Test
    void carriesTheTraceFromTheActToTheListenerAndTheWorker() {
        Map<String, String> traces = new ConcurrentHashMap<>();
        CompletableFuture<TestInstance> started = new CompletableFuture<>();
        Worker worker = new Worker() {
            @Override
            public String queue() {
                return "traced";
            }

            @Override
            public boolean keyedBySignRequest() {
                return false;
            }

            @Override
            public void work(WorkItem item) {
                traces.put("worker", currentTrace(started.join()));
            }

            @Override
            public void expired(WorkItem item) {
                throw new IllegalStateException("not in this test");
            }
        };
        try (TestInstance instance = Installation.fresh("traces")
                .service(Service.DOCUMENT)
                .worker(worker)
                .listener(Topic.SIGN_REQUESTED, (event, in) -> {
                    traces.put("listener", currentTrace(in));
                    in.get(WorkQueue.class)
                            .add(new NewWork(
                                    "traced",
                                    event.key(),
                                    "demo",
                                    "{}",
                                    event.time(),
                                    event.time().plusSeconds(600)));
                })
                .start()) {
            started.complete(instance);
            Tracer tracer = instance.get(Tracer.class);
            Span act = tracer.nextSpan().name("act").start();
            try (Tracer.SpanInScope _ = tracer.withSpan(act)) {
                instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "traced", 1));
            } finally {
                act.end();
            }
            await().atMost(PATIENCE).until(() -> traces.containsKey("worker"));
            assertThat(traces)
                    .containsEntry("listener", act.context().traceId())
                    .containsEntry("worker", act.context().traceId());
        }
    }

    private static String currentTrace(TestInstance instance) {
        Span span = instance.get(Tracer.class).currentSpan();
        return span == null ? "none" : span.context().traceId();
    }

    @Test
    void refusesToStartWithoutTheKeyOfAServiceItListensTo() {
        assertThatThrownBy(() -> Installation.fresh("no_key")
                        .service(Service.SIGNING)
                        .with("kyso.trust.document-service", "bm9uZQ==")
                        .start()
                        .close())
                .hasStackTraceContaining("kyso.trust");
    }

    @Test
    void refusesRetentionsThatWouldLetAnEventTakeEffectTwice() {
        assertThatThrownBy(() -> Installation.fresh("retention")
                        .service(Service.SIGNING)
                        .with("kyso.messaging.inbox-retention", "9d")
                        .start()
                        .close())
                .rootCause()
                .hasMessageContaining("inbox-retention");
    }

    @Test
    void forgetsEventsThatCanNoLongerComeBack() {
        try (TestInstance instance =
                Installation.fresh("purge").service(Service.SIGNING).start()) {
            instance.jdbc().sql("""
                            INSERT INTO messaging_inbox SELECT gen_random_uuid(), now() - interval '24 days'
                            FROM generate_series(1, 25000)""").update();
            instance.jdbc()
                    .sql("INSERT INTO messaging_inbox SELECT gen_random_uuid(), now() - interval '22 days'")
                    .update();
            instance.get(Housekeeping.class).purge();
            assertThat(instance.count("messaging_inbox")).isEqualTo(1);
        }
    }

    private static Health health(TestInstance instance) {
        return Objects.requireNonNull(instance.get(KafkaConsumersHealth.class).health());
    }

    private static int partitions(Admin admin, String topic) throws ExecutionException, InterruptedException {
        TopicDescription described = Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        return described.partitions().size();
    }

    private static Map<String, String> config(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.entries().stream()
                .filter(e -> e.value() != null)
                .collect(Collectors.toMap(e -> e.name(), e -> e.value()));
    }
}
