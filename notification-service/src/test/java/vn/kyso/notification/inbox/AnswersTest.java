package vn.kyso.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalDeclined;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalGiven;
import vn.kyso.contracts.event.EventPayload;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SessionChangedEvent.AnswerRefused;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalAccepted;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SessionChangedEvent.ClosedWithoutSignature;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.notification.Phone;
import vn.kyso.notification.Platform;

/// Answers on their way to the signing-service.
@ExtendWith(Platform.Ends.class)
class AnswersTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final Platform platform = Platform.running();
    private final SignerRef signer = Platform.signer();
    private final Phone phone = platform.bind(signer, "Điện thoại");
    private final ApprovalRequested asked = ask();

    @Test
    void passesAnApprovalOnAsItCame() {
        List<String> opened = List.of(asked.documents().getFirst().documentId());

        Phone.Answer answer = decide(Phone.approval(1, opened));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(heard(1).getFirst()).isInstanceOfSatisfying(ApprovalGiven.class, given -> {
            assertThat(given.signer()).isEqualTo(signer.value());
            assertThat(given.deviceId()).isEqualTo(phone.deviceId());
            assertThat(given.webauthnCredentialId()).isEqualTo(Phone.bytes(16, 1));
            assertThat(given.clientDataJson()).isEqualTo(Phone.bytes(120, 1));
            assertThat(given.authenticatorData()).isEqualTo(Phone.bytes(37, 1));
            assertThat(given.signature()).isEqualTo(Phone.bytes(71, 1));
            assertThat(given.userHandle()).isEqualTo(Phone.bytes(32, 1));
            assertThat(given.openedDocuments()).isEqualTo(opened);
        });
        assertThat(state()).isEqualTo("answered");
    }

    @Test
    void passesARefusalOnWithItsReason() {
        Phone.Answer answer = decide(Map.of("decision", "decline", "reason", "Sai số tiền"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(heard(1).getFirst())
                .isInstanceOfSatisfying(
                        ApprovalDeclined.class,
                        declined -> assertThat(declined.reason()).isEqualTo("Sai số tiền"));
    }

    @Test
    void theSameAnswerSentAgainTravelsOnce() throws Exception {
        List<Future<Phone.Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                int instance = i % 2;
                answers.add(threads.submit(() ->
                        phone.call(instance, "POST", path() + "/decision", Phone.approval(1, List.of()), "inbox")));
            }
        }
        for (Future<Phone.Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(202);
        }
        decide(Phone.approval(2, List.of()));

        heard(2);
        assertThat(platform.signing().versionsAbout(asked.requestId())).containsExactly(1L, 2L);
    }

    @Test
    void aWrongAnswerKeepsNobodyFromAnsweringAgain() {
        decide(Phone.approval(1, List.of()));
        platform.signing()
                .say(
                        new AnswerRefused(asked.requestId(), phone.deviceId(), "approval-altered", Instant.now()),
                        asked.requestId(),
                        Platform.TENANT,
                        2);
        await().atMost(Platform.PATIENCE).until(() -> state().equals("open"));
        assertThat(phone.get(path()).json().path("answerRefused").asString()).isEqualTo("approval-altered");

        assertThat(decide(Phone.approval(2, List.of())).status()).isEqualTo(202);

        assertThat(heard(2)).hasSize(2);
        assertThat(state()).isEqualTo("answered");
        assertThat(phone.get(path()).json().path("answerRefused").isNull()).isTrue();
    }

    @Test
    void oneDeviceCannotFloodTheSigningServiceAndAnotherIsStillHeard() {
        for (int i = 1; i <= 8; i++) {
            assertThat(decide(Phone.approval(i, List.of())).status()).isEqualTo(202);
        }
        Phone.Answer ninth = decide(Phone.approval(9, List.of()));
        assertThat(ninth.status()).isEqualTo(429);
        assertThat(ninth.code()).isEqualTo("rate-limited");

        Phone other = platform.bind(signer, "Máy tính bảng");
        assertThat(other.post(path() + "/decision", Map.of("decision", "decline"))
                        .status())
                .isEqualTo(202);
        assertThat(heard(9)).hasSize(9);
    }

    @ParameterizedTest
    @CsvSource({
        "DECLINED, declined, declined",
        "EXPIRED, expired, expired",
        "CANCELLED, cancelled, cancelled",
        "REFUSED, approval-wrong-match-code, request-finished",
        "FAILED, key-unavailable, request-finished"
    })
    void aClosedRequestTakesNoAnswerAndSaysWhy(SessionChangedEvent.Outcome outcome, String reason, String code) {
        platform.signing()
                .say(
                        new ClosedWithoutSignature(asked.requestId(), outcome, reason, null, Instant.now()),
                        asked.requestId(),
                        Platform.TENANT,
                        2);
        await().atMost(Platform.PATIENCE).until(() -> state().equals("closed"));

        Phone.Answer answer = decide(Phone.approval(1, List.of()));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("closedReason").asString()).isEqualTo(reason);
        assertThat(platform.signing().heardAbout(asked.requestId())).isEmpty();
    }

    @Test
    void anApprovedRequestTakesNoFurtherAnswer() {
        platform.signing()
                .say(
                        new ApprovalAccepted(asked.requestId(), "a", "Điện thoại", Instant.now()),
                        asked.requestId(),
                        Platform.TENANT,
                        2);
        await().atMost(Platform.PATIENCE).until(() -> state().equals("approved"));

        Phone.Answer answer = decide(Map.of("decision", "decline"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("already-answered");
    }

    @Test
    void anExpiredRequestTakesNoAnswerEvenIfNobodySaidSo() {
        ApprovalRequested late = Platform.request(signer, Duration.ofSeconds(-1));
        platform.signing().say(late, late.requestId(), Platform.TENANT, 1);
        String path = "/v1/inbox/" + late.requestId();
        await().atMost(Platform.PATIENCE).until(() -> phone.get(path).status() == 200);

        Phone.Answer answer = phone.post(path + "/decision", Phone.approval(1, List.of()));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("expired");
    }

    @Test
    void refusesWhatHasNotTheShapeOfAnAnswer() {
        assertInvalid("decision", Map.of("decision", "maybe"));
        assertInvalid("decision", Map.of());
        assertInvalid("assertion", Map.of("decision", "approve"));
        assertInvalid("assertion.type", changed("type", "password"));
        assertInvalid("assertion.id", changed("id", Phone.bytes(16, 2)));
        assertInvalid("assertion.rawId", changed("rawId", "not base64url!"));
        assertInvalid("assertion.response.clientDataJSON", changedResponse("clientDataJSON", ""));
        assertInvalid("assertion.response.clientDataJSON", changedResponse("clientDataJSON", Phone.bytes(4097, 1)));
        assertInvalid("assertion.response.clientDataJSON", changedResponse("clientDataJSON", null));
        assertInvalid("assertion.response.authenticatorData", changedResponse("authenticatorData", Phone.bytes(36, 1)));
        assertInvalid("assertion.response.signature", changedResponse("signature", Phone.bytes(1025, 1)));
        assertInvalid("assertion.response.signature", changedResponse("signature", "AAA="));
        assertInvalid("assertion.response.userHandle", changedResponse("userHandle", Phone.bytes(65, 1)));
        assertInvalid("openedDocuments", Phone.approval(1, List.of("a document of another request")));
        String document = asked.documents().getFirst().documentId();
        assertInvalid("openedDocuments", Phone.approval(1, List.of(document, document)));
        assertInvalid("reason", Map.of("decision", "decline", "reason", "x".repeat(501)));
        assertInvalid("reason", Map.of("decision", "decline", "reason", "a\u0000b"));
        assertThat(platform.signing().heardAbout(asked.requestId())).isEmpty();
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(phone.post(path() + "/decision", "{\"decision\":").status()).isEqualTo(400);
        assertThat(phone.post(path() + "/decision", "[]").status()).isIn(400, 422);
        assertThat(phone.post(path() + "/decision", "{\"decision\":{\"a\":1}}").status())
                .isIn(400, 422);
    }

    private void assertInvalid(String field, Map<String, Object> body) {
        Phone.Answer answer = decide(body);
        assertThat(answer.status()).as(field).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("invalid-field");
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> changed(String member, String value) {
        Map<String, Object> body = Phone.approval(1, List.of());
        Map<String, Object> assertion = new LinkedHashMap<>((Map<String, Object>) body.get("assertion"));
        assertion.put(member, value);
        body.put("assertion", assertion);
        return body;
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private static Map<String, Object> changedResponse(String member, @Nullable String value) {
        Map<String, Object> body = Phone.approval(1, List.of());
        Map<String, Object> assertion = (Map<String, Object>) body.get("assertion");
        ((Map<String, Object>) assertion.get("response")).put(member, value);
        return body;
    }

    private Phone.Answer decide(Map<String, Object> body) {
        return phone.post(path() + "/decision", body);
    }

    private List<EventPayload> heard(int count) {
        await().atMost(Platform.PATIENCE)
                .until(() -> platform.signing().heardAbout(asked.requestId()).size() >= count);
        return platform.signing().heardAbout(asked.requestId());
    }

    private ApprovalRequested ask() {
        ApprovalRequested request = platform.ask(signer, FIVE_MINUTES);
        await().atMost(Platform.PATIENCE)
                .until(() -> phone.get("/v1/inbox").json().path("requests").size() == 1);
        return request;
    }

    private String state() {
        return phone.get(path()).json().path("state").asString();
    }

    private String path() {
        return "/v1/inbox/" + asked.requestId();
    }
}
