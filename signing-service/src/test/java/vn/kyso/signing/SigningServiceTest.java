package vn.kyso.signing;

import static org.awaitility.Awaitility.await;

import java.io.StringReader;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.ApprovalReceivedEvent;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.SessionChangedEvent.AnswerRefused;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalAccepted;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SessionChangedEvent.ClosedWithoutSignature;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.event.TrustAnchorState;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.DeadLetters;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestKeys;

/// One running signing-service with its neighbours, a signer with a certificate, and that signer's phone.
@KysoTest(Service.SIGNING)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(SigningServiceTest.Clocks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SigningServiceTest {
    static final String TENANT = "demo";
    static final SigningPki PKI = new SigningPki("Kyso Test Root");

    /// How far the service's clock is ahead of the test's.
    static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DeadLetters deadLetters;

    @LocalServerPort
    int port;

    @Value("${kyso.messaging.topic-prefix}")
    String prefix;

    @Value("${spring.kafka.bootstrap-servers}")
    String broker;

    Neighbours neighbours;
    Api api;

    SigningServiceTest() {
        // Set before the first test, when the context is there.
        this.neighbours = unset();
        this.api = new Api(0);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    static <T> T unset() {
        return null;
    }

    @TestConfiguration
    static class Clocks {
        @Bean
        InstantSource movedClock() {
            return () -> Instant.now().plus(AHEAD.get());
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("kyso.tsa.url", () -> PKI.tsaUri().toString());
        registry.add("kyso.session.certificate-wait", () -> "PT1S");
        registry.add("kyso.session.max-open", () -> "25");
        registry.add("kyso.session.max-reported-answers", () -> "5000");
    }

    @BeforeAll
    void meetTheNeighbours() {
        api = new Api(port);
        neighbours = new Neighbours(broker, prefix);
        neighbours.say(
                new TrustAnchorState("root", base64(Certificates.der(PKI.root())), Instant.now()),
                "anchor:" + Certificates.digest(PKI.root()),
                EventEnvelope.PLATFORM,
                1);
    }

    @AfterAll
    void leave() {
        neighbours.close();
    }

    /// What phones answer, by way of the notification-service.
    EventEnvelope answer(ApprovalReceivedEvent answer) {
        return neighbours.say(answer, answer.requestId(), TENANT, 1);
    }

    ClosedWithoutSignature closed(SignatureAsked asked) {
        return neighbours.hear(ClosedWithoutSignature.class, e -> e.requestId().equals(asked.requestId()));
    }

    void accepted(SignatureAsked asked) {
        neighbours.hear(ApprovalAccepted.class, e -> e.requestId().equals(asked.requestId()));
    }

    /// Waits until that many answers to the request were refused, and says with which reasons.
    Set<String> refusals(SignatureAsked asked, int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> refused(asked).size() >= count);
        return refused(asked).stream().map(AnswerRefused::reason).collect(Collectors.toSet());
    }

    List<AnswerRefused> refused(SignatureAsked asked) {
        return neighbours.all(AnswerRefused.class).stream()
                .filter(e -> e.requestId().equals(asked.requestId()))
                .toList();
    }

    SignatureCreatedEvent signature(DocumentToSign document) {
        return neighbours.hear(SignatureCreatedEvent.class, e -> e.documentId().equals(document.documentId()));
    }

    /// Waits until the event has taken effect.
    void taken(EventEnvelope event) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("SELECT count(*) FROM messaging_inbox WHERE event_id = ?")
                                .params(event.id())
                                .query(Long.class)
                                .single()
                        == 1);
    }

    /// Waits until the service has put the event aside.
    ProblemType putAside(EventEnvelope event) {
        AtomicReference<ProblemType> reason = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            deadLetters.list().stream()
                    .filter(d -> event.id().equals(d.eventId()))
                    .findFirst()
                    .ifPresent(d -> reason.set(d.reason()));
            return reason.get() != null;
        });
        return java.util.Objects.requireNonNull(reason.get());
    }

    String state(SignatureAsked asked) {
        return jdbc.sql("SELECT state FROM session WHERE request_id = ?")
                .params(asked.requestId())
                .query(String.class)
                .single();
    }

    /// A signer with a key here and a certificate for it, and a phone.
    record Signer(String userId, String ref, String credentialId, X509Certificate certificate, Phone phone) {}

    /// Stands where a signer will be once the context is there.
    static Signer nobody() {
        return new Signer("", "", "", PKI.root(), unset());
    }

    Signer enrol(String userId, String keyType) {
        Signer signer = enrolWithoutPhone(userId, keyType);
        return new Signer(
                userId, signer.ref(), signer.credentialId(), signer.certificate(), Phone.bind(api, activation(userId)));
    }

    Signer enrolWithoutPhone(String userId, String keyType) {
        Signer signer = credential(userId, keyType, Instant.now().plus(Duration.ofDays(300)));
        say(signer.certificate(), signer.ref(), signer.credentialId(), SigningPki.Status.GOOD, Instant.now(), 1);
        return signer;
    }

    /// A key and a certificate that nobody has told the service of.
    Signer enrolSilently(String userId) {
        return credential(userId, "p256", Instant.now().plus(Duration.ofDays(300)));
    }

    Signer credential(String userId, String keyType, Instant notAfter) {
        Api.Answer made =
                api.operator("POST", "/v1/operator/credentials", Map.of("userId", userId, "keyType", keyType));
        X509Certificate certificate = PKI.issue(
                publicKey(made.body().path("csr").asString()), Instant.now().minus(Duration.ofDays(2)), notAfter);
        return new Signer(
                userId,
                SignerRef.of(userId, TestKeys.signerKey()).value(),
                made.body().path("credentialId").asString(),
                certificate,
                unset());
    }

    String activation(String userId) {
        return api.operator("POST", "/v1/operator/activations", Map.of("userId", userId))
                .body()
                .path("code")
                .asString();
    }

    /// The certificate-service says a certificate's state, and its CA signs it.
    EventEnvelope say(
            X509Certificate certificate,
            String signer,
            @Nullable String credentialId,
            SigningPki.Status status,
            Instant statusAt,
            long version) {
        String digest = Certificates.digest(certificate);
        return neighbours.say(
                new CertificateState(
                        digest,
                        Certificates.serial(certificate),
                        signer,
                        credentialId,
                        "Người Ký",
                        "Kyso Test Root",
                        "p256",
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant(),
                        CertificateState.Status.valueOf(status.name()),
                        PKI.chain(certificate).stream()
                                .map(c -> base64(Certificates.der(c)))
                                .toList(),
                        base64(PKI.ocsp(certificate, status, statusAt)),
                        statusAt),
                digest,
                EventEnvelope.PLATFORM,
                version);
    }

    static PublicKey publicKey(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            return new JcaPKCS10CertificationRequest((PKCS10CertificationRequest) parser.readObject()).getPublicKey();
        } catch (java.io.IOException | java.security.GeneralSecurityException e) {
            throw new IllegalStateException("Not a certification request", e);
        }
    }

    /// What document-service asks, with single things changed by tests.
    SignatureAsked asked(Signer signer) {
        return asked(signer, "B-T", "07", Duration.ofMinutes(5), 2);
    }

    SignatureAsked asked(Signer signer, String level, @Nullable String code, Duration validFor, int documents) {
        Instant now = Instant.now();
        return new SignatureAsked(
                UUID.randomUUID().toString(),
                TENANT,
                "Công ty Thử",
                signer.ref(),
                Certificates.digest(signer.certificate()),
                level,
                "Duyệt",
                "Hà Nội",
                code,
                now,
                now.plus(validFor),
                java.util.stream.IntStream.range(0, documents)
                        .mapToObj(i -> document("Hợp đồng " + i + ".pdf"))
                        .toList());
    }

    static DocumentToSign document(String name) {
        String id = UUID.randomUUID().toString();
        return new DocumentToSign(id, name, base64(sha256(id)), 20_000);
    }

    EventEnvelope ask(SignatureAsked asked) {
        return neighbours.say(asked, asked.requestId(), asked.tenant(), 1);
    }

    /// Asks, and waits until the phone is asked.
    ApprovalRequested open(SignatureAsked asked) {
        ask(asked);
        return neighbours.hear(ApprovalRequested.class, e -> e.requestId().equals(asked.requestId()));
    }

    long auditRows(String action, String subject) {
        return jdbc.sql("SELECT count(*) FROM frame_audit WHERE action = ? AND subject LIKE ?")
                .params(action, subject + "%")
                .query(Long.class)
                .single();
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] sha256(String text) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
