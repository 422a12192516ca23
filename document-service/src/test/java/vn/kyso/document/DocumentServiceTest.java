package vn.kyso.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.HeardEvents;
import vn.kyso.document.played.PlayedPki;
import vn.kyso.document.played.PlayedServices;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.judge.Judgement;
import vn.kyso.testkit.judge.Trust;

/// One instance on real PostgreSQL and Kafka, with a demo signer whose certificate has come by event.
@KysoTest(Service.DOCUMENT)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DocumentServiceTest {
    protected static final PlayedPki PKI = new PlayedPki();
    protected static final PlayedPki.Holder HOLDER = PKI.signer("Nguyễn Thị Hường");
    protected static final String USER = "ICA.001099012345";
    protected static final SignerRef SIGNER = SignerRef.of(USER, TestKeys.signerKey());
    protected static final Duration SOON = Duration.ofSeconds(30);

    @LocalServerPort
    protected int port;

    @Value("${kyso.messaging.topic-prefix}")
    protected String topicPrefix;

    @Autowired
    protected JdbcClient jdbc;

    protected PlayedServices services;
    protected HeardEvents heard;
    protected Api api;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        Path blobs = newFolder();
        registry.add("kyso.document.blob-folder", blobs::toString);
        registry.add("kyso.pki.base-url", PKI::baseUrl);
        registry.add("kyso.pki.internal-url", PKI::internalUrl);
        registry.add("kyso.tsa.url", () -> PKI.internalUrl() + "/tsa");
        registry.add("kyso.egress.trusted-origins", PKI::origin);
        registry.add("kyso.document.housekeeping-every", () -> "PT1H");
        registry.add("kyso.progress.heartbeat", () -> "PT1S");
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("kyso-blobs-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void play() {
        services = new PlayedServices(topicPrefix);
        heard = new HeardEvents(topicPrefix);
        services.publishRoot(PKI);
        services.publish(services.state(PKI, HOLDER, SIGNER, CertificateState.Status.GOOD));
        awaitUntil(() -> certificates() > 0 && anchors() > 0);
    }

    @BeforeEach
    void callers() {
        api = Api.of(port, "demo");
        PKI.answer(true, true);
    }

    @AfterAll
    void stopPlaying() {
        services.close();
        heard.close();
    }

    private int certificates() {
        return jdbc.sql("select count(*) from certificate where digest = :digest")
                .param("digest", HOLDER.digest())
                .query(Integer.class)
                .single();
    }

    private int anchors() {
        return jdbc.sql("select count(*) from trust_anchor")
                .query(Integer.class)
                .single();
    }

    protected static void awaitUntil(Callable<Boolean> condition) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(25)).until(condition);
    }

    protected String upload(byte[] pdf) {
        Api.Answer answer = api.upload("Hợp đồng.pdf", pdf);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    protected static Map<String, Object> item(String document) {
        return Map.of("id", document, "placement", Map.of("page", 1, "x", 72, "y", 72, "width", 200, "height", 60));
    }

    protected static Map<String, Object> body(String level, List<Map<String, Object>> items) {
        Map<String, Object> body = new HashMap<>();
        body.put("documents", items);
        body.put("signer", Map.of("userId", USER));
        body.put("level", level);
        body.put("reason", "Đồng ý nội dung");
        return body;
    }

    /// A request over these documents that was taken.
    protected JsonNode ask(String level, String... documents) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (String document : documents) {
            items.add(item(document));
        }
        Api.Answer answer = api.post("/v1/sign-requests", body(level, items));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.json();
    }

    protected SignRequestedEvent.SignatureAsked asked(String request) {
        return heard.await(
                SignRequestedEvent.SignatureAsked.class, e -> e.requestId().equals(request));
    }

    /// Signing-service opens the session.
    protected void sayApprovalRequested(SignRequestedEvent.SignatureAsked asked) {
        services.say(
                new SessionChangedEvent.ApprovalRequested(
                        asked.requestId(),
                        asked.tenant(),
                        asked.requester(),
                        asked.signer(),
                        "credential-1",
                        asked.certificateDigest(),
                        HOLDER.serial(),
                        "Nguyễn Thị Hường",
                        "Played Issuing",
                        "ES256",
                        PlayedServices.base64(new byte[32]),
                        "localhost",
                        asked.matchCode() != null,
                        asked.level(),
                        asked.reason(),
                        asked.location(),
                        asked.askedAt(),
                        asked.approveUntil(),
                        List.of("passkey-1"),
                        asked.documents()),
                asked.requestId(),
                asked.tenant());
    }

    /// Signing-service accepts the approval.
    protected void sayApproved(String request) {
        services.say(
                new SessionChangedEvent.ApprovalAccepted(request, "authenticator-1", "Điện thoại", Instant.now()),
                request,
                "demo");
    }

    protected SignatureCreatedEvent.SignatureCreated signature(
            SignRequestedEvent.SignatureAsked asked, DocumentToSign document) {
        byte[] digest = java.util.Base64.getUrlDecoder().decode(document.digest());
        byte[] cms = PKI.cms(HOLDER, digest, !asked.level().equals("B-B"));
        return new SignatureCreatedEvent.SignatureCreated(
                asked.requestId(),
                document.documentId(),
                document.digest(),
                asked.certificateDigest(),
                PlayedServices.base64(cms),
                Instant.now());
    }

    /// Signing-service signs all of the request's documents.
    protected void saySigned(SignRequestedEvent.SignatureAsked asked) {
        for (DocumentToSign document : asked.documents()) {
            services.say(signature(asked, document), document.documentId(), asked.tenant());
        }
    }

    protected void sayClosed(String request, SessionChangedEvent.Outcome outcome, String reason) {
        services.say(
                new SessionChangedEvent.ClosedWithoutSignature(request, outcome, reason, null, Instant.now()),
                request,
                "demo");
    }

    protected JsonNode read(String request) {
        return api.get("/v1/sign-requests/" + request).json();
    }

    /// The request when it is over.
    protected JsonNode awaitFinished(String request) {
        awaitUntil(() -> read(request).path("state").asString().equals("finished"));
        return read(request);
    }

    protected SignRequestFinished awaitFinishedEvent(String request) {
        return heard.await(SignRequestFinished.class, e -> e.requestId().equals(request));
    }

    protected void awaitState(String request, String state) {
        awaitUntil(() -> read(request).path("state").asString().equals(state));
    }

    protected static List<String> timeline(JsonNode request) {
        List<String> types = new ArrayList<>();
        request.path("timeline").forEach(entry -> types.add(entry.path("type").asString()));
        return types;
    }

    /// The newest revision's bytes.
    protected byte[] content(String document) {
        Api.Answer answer = api.get("/v1/documents/" + document + "/content");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    /// By tools that nobody here wrote, with the lists of the moment.
    protected static Judgement judge(byte[] signed) {
        return Judgement.of(signed, Trust.in(PKI.root(), PKI.lists()));
    }

    protected static Judgement assertAcceptedUntilAByteIsFlipped(byte[] signed) {
        return Judgement.acceptedUntilAByteIsFlipped(signed, Trust.in(PKI.root(), PKI.lists()));
    }

    protected boolean documentHeld(String document) {
        return jdbc.sql("select exists (select from document_writer where document = :id)")
                .param("id", UUID.fromString(document))
                .query(Boolean.class)
                .single();
    }
}
