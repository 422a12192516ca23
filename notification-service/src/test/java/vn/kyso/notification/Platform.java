package vn.kyso.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.AuthenticatorState;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.notification.push.PushService;
import vn.kyso.testkit.EmbeddedParts;
import vn.kyso.testkit.TestKeys;

/// Two instances of the notification-service on one database, its neighbours on the broker, and a push service:
/// started once for the test JVM. Tests keep apart by signers of their own.
public final class Platform implements AutoCloseable {
    public static final String TENANT = "demo";
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final class Holder {
        static final Platform PLATFORM = new Platform();
    }

    private final PushService pushService = PushService.start();
    private final Neighbour signing;
    private final Neighbour document;
    private final List<ConfigurableApplicationContext> instances;

    private Platform() {
        this(2, Map.of());
    }

    /// A platform of one's own, of one instance with other settings.
    public static Platform with(Map<String, Object> settings) {
        return new Platform(1, settings);
    }

    private Platform(int count, Map<String, Object> settings) {
        String prefix = EmbeddedParts.newTopicPrefix();
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("notification");
        signing = Neighbour.start(Service.SIGNING, prefix, Topic.APPROVAL_RECEIVED);
        document = Neighbour.start(Service.DOCUMENT, prefix, Topic.SIGNER_REACHED);
        instances = Stream.generate(() -> instance(prefix, database, settings))
                .limit(count)
                .toList();
    }

    public static Platform running() {
        return Holder.PLATFORM;
    }

    /// Put on test classes: ends the platform after the last of them, before its database and broker end.
    public static final class Ends implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Platform.class, key -> running());
        }
    }

    private ConfigurableApplicationContext instance(
            String prefix, EmbeddedParts.Database database, Map<String, Object> settings) {
        Map<String, Object> properties = new LinkedHashMap<>(TestKeys.properties(Service.NOTIFICATION));
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        properties.put("spring.kafka.bootstrap-servers", EmbeddedParts.kafka());
        properties.put("kyso.messaging.topic-prefix", prefix);
        properties.put("kyso.egress.trusted-origins", pushService.origin());
        properties.put("kyso.inbox.heartbeat", "1s");
        properties.put("kyso.push.first-retry", "100ms");
        properties.put("server.port", 0);
        properties.put("spring.main.banner-mode", "off");
        properties.put("logging.level.root", "WARN");
        properties.putAll(settings);
        return new SpringApplicationBuilder(NotificationServiceApplication.class)
                .registerShutdownHook(false)
                .run(properties.entrySet().stream()
                        .map(p -> "--" + p.getKey() + "=" + p.getValue())
                        .toArray(String[]::new));
    }

    /// The base address of an instance, 0 or 1.
    public String url(int instance) {
        return "http://127.0.0.1:" + instances.get(instance).getEnvironment().getProperty("local.server.port");
    }

    public <T> T bean(int instance, Class<T> type) {
        return instances.get(instance).getBean(type);
    }

    public <T> List<T> beans(int instance, Class<T> type) {
        return List.copyOf(instances.get(instance).getBeansOfType(type).values());
    }

    public Neighbour signing() {
        return signing;
    }

    public Neighbour document() {
        return document;
    }

    public PushService pushService() {
        return pushService;
    }

    /// A signer whom no other test knows.
    public static SignerRef signer() {
        return SignerRef.of("ICA." + UUID.randomUUID(), TestKeys.signerKey());
    }

    /// Lets the signing-service bind a device; returns once this service has heard of it.
    public Phone bind(SignerRef signer, String name) {
        return bind(signer, name, Instant.now());
    }

    /// As [#bind(SignerRef, String)], for a device that was bound then.
    public Phone bind(SignerRef signer, String name, Instant at) {
        Phone phone = new Phone(this, UUID.randomUUID().toString(), signer);
        sayBound(phone, name, at, 1);
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> bean(0, vn.kyso.notification.device.Devices.class).boundTo(signer.value()).stream()
                        .anyMatch(known -> known.deviceId().equals(phone.deviceId())));
        return phone;
    }

    /// Lets the signing-service say of a device that it is bound.
    public void sayBound(Phone phone, String name, Instant at, long version) {
        signing.say(
                device(phone, name, AuthenticatorState.Status.BOUND, at),
                phone.deviceId(),
                EventEnvelope.PLATFORM,
                version);
    }

    /// Lets the signing-service revoke a device.
    public void revoke(Phone phone) {
        signing.say(
                device(phone, "Điện thoại thử", AuthenticatorState.Status.REVOKED, Instant.now()),
                phone.deviceId(),
                EventEnvelope.PLATFORM,
                2);
    }

    /// A device that nobody has said anything of yet.
    public Phone unheardOf(SignerRef signer) {
        return new Phone(this, UUID.randomUUID().toString(), signer);
    }

    /// What the signing-service says of a device, and waits until an instance has taken it.
    public EventEnvelope say(Phone phone, AuthenticatorState.Status status, long version) {
        EventEnvelope event = signing.say(
                device(phone, "Điện thoại thử", status, Instant.now()),
                phone.deviceId(),
                EventEnvelope.PLATFORM,
                version);
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> bean(0, JdbcClient.class)
                        .sql("SELECT EXISTS (SELECT FROM messaging_inbox WHERE event_id = ?)")
                        .param(event.id())
                        .query(Boolean.class)
                        .single());
        return event;
    }

    /// Waits until the signer's other devices have been told of this one by a push, or have no way to be.
    public void awaitTold(Phone newest) {
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> bean(0, JdbcClient.class)
                                .sql(
                                        "SELECT count(*) FROM messaging_work WHERE queue = 'push-device' AND work_key LIKE ?")
                                .param(newest.deviceId() + "/%")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    private static AuthenticatorState device(Phone phone, String name, AuthenticatorState.Status status, Instant at) {
        return new AuthenticatorState(
                phone.deviceId(), phone.signer().value(), name, phone.keyThumbprint(), status, at);
    }

    /// What the signing-service asks of a signer, with two documents.
    public static ApprovalRequested request(SignerRef signer, Duration validFor) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = UUID.randomUUID().toString();
        return new ApprovalRequested(
                id,
                TENANT,
                "Công ty Cổ phần Sông Hồng",
                signer.value(),
                "credential-1",
                "c".repeat(43),
                "1A2B3C",
                "Nguyễn Văn Ân",
                "Kyso Issuing CA",
                "ES256",
                "n".repeat(43),
                "localhost",
                true,
                "B-T",
                "Ký hợp đồng",
                null,
                now,
                now.plus(validFor),
                List.of("passkey-1"),
                List.of(
                        new DocumentToSign("document-1-" + id, "Hợp đồng số 1.pdf", "d".repeat(43), 12_000),
                        new DocumentToSign("document-2-" + id, "Phụ lục.pdf", "e".repeat(43), 12_000)));
    }

    /// Lets the signing-service ask; returns at once.
    public ApprovalRequested ask(SignerRef signer, Duration validFor) {
        ApprovalRequested request = request(signer, validFor);
        signing.say(request, request.requestId(), TENANT, 1);
        return request;
    }

    @Override
    public void close() {
        instances.forEach(ConfigurableApplicationContext::close);
        signing.close();
        document.close();
        pushService.close();
    }
}
