package vn.kyso.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.DocumentSigned;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalAccepted;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SessionChangedEvent.ClosedWithoutSignature;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.contracts.event.SignerReachedEvent.RequestOpened;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.DeadLetters;
import vn.kyso.notification.Phone;
import vn.kyso.notification.Platform;

@ExtendWith(Platform.Ends.class)
class InboxTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final Platform platform = Platform.running();
    private final SignerRef signer = Platform.signer();
    private final Phone phone = platform.bind(signer, "Điện thoại");

    @Test
    void listsTheSignersRequestsTheNewestFirstInPages() {
        ApprovalRequested first = ask();
        ApprovalRequested second = ask();
        ApprovalRequested third = ask();

        JsonNode page = phone.get("/v1/inbox?limit=2").json();
        assertThat(ids(page)).containsExactly(third.requestId(), second.requestId());
        JsonNode rest = phone.get("/v1/inbox?limit=2&after=" + page.path("next").asString())
                .json();
        assertThat(ids(rest)).containsExactly(first.requestId());
        assertThat(rest.path("next").isNull()).isTrue();

        JsonNode entry = rest.path("requests").get(0);
        assertThat(entry.path("requester").asString()).isEqualTo("Công ty Cổ phần Sông Hồng");
        assertThat(entry.path("tenant").asString()).isEqualTo(Platform.TENANT);
        assertThat(entry.path("state").asString()).isEqualTo("open");
        assertThat(entry.path("documents").asInt()).isEqualTo(2);
        assertThat(entry.path("firstName").asString()).isEqualTo("Hợp đồng số 1.pdf");
        assertThat(entry.path("approveUntil").asString())
                .isEqualTo(first.approveUntil().toString());
        assertThat(entry.path("closedReason").isNull()).isTrue();
    }

    @Test
    void showsTheWholeRequestAndTellsTheRequesterOnceThatItWasOpened() {
        ApprovalRequested asked = ask();

        JsonNode whole = phone.get(path(asked)).json();
        phone.get(path(asked));

        assertThat(whole.path("nonce").asString()).isEqualTo(asked.nonce());
        assertThat(whole.path("rpId").asString()).isEqualTo("localhost");
        assertThat(whole.path("documents").get(1).path("digest").asString()).isEqualTo("e".repeat(43));
        assertThat(whole.path("state").asString()).isEqualTo("open");
        assertThat(whole.path("closedReason").isNull()).isTrue();
        await().atMost(Platform.PATIENCE)
                .until(() -> !platform.document().heardAbout(asked.requestId()).isEmpty());
        close(asked, SessionChangedEvent.Outcome.CANCELLED, "cancelled", 2);
        awaitState(asked, "closed");
        phone.get(path(asked));
        assertThat(platform.document().heardAbout(asked.requestId()))
                .singleElement()
                .isInstanceOf(RequestOpened.class);
    }

    @Test
    void anotherSignerFindsNothing() {
        ApprovalRequested asked = ask();
        Phone other = platform.bind(Platform.signer(), "Của người khác");

        assertThat(other.get("/v1/inbox?state=all").json().path("requests").isEmpty())
                .isTrue();
        Phone.Answer one = other.get(path(asked));
        assertThat(one.status()).isEqualTo(404);
        assertThat(one.code()).isEqualTo("not-found");
        assertThat(other.post(path(asked) + "/decision", Map.of("decision", "decline"))
                        .status())
                .isEqualTo(404);
        assertThat(platform.signing().heardAbout(asked.requestId())).isEmpty();
    }

    @Test
    void aTokenForAnotherPurposeDoesNotOpenTheInbox() {
        assertThat(phone.call(0, "GET", "/v1/inbox", null, "prepared").status()).isIn(401, 403);
        assertThat(phone.call(0, "GET", "/v1/inbox", null, "devices").status()).isIn(401, 403);
    }

    @Test
    void aRevokedDeviceIsRefusedAtOnceWhileItsTokenIsGood() {
        ApprovalRequested asked = ask();
        platform.revoke(phone);

        await().atMost(Platform.PATIENCE).until(() -> phone.get("/v1/inbox").status() == 401);

        assertThat(phone.get("/v1/inbox").code()).isEqualTo("device-revoked");
        assertThat(phone.get(path(asked)).code()).isEqualTo("device-revoked");
        assertThat(phone.get("/v1/inbox/events").code()).isEqualTo("device-revoked");
        assertThat(phone.post(path(asked) + "/decision", Map.of("decision", "decline"))
                        .code())
                .isEqualTo("device-revoked");
    }

    @Test
    void showsExpiryByTheClockEvenIfNobodySaidSo() {
        ApprovalRequested asked = Platform.request(signer, Duration.ofSeconds(-1));
        platform.signing().say(asked, asked.requestId(), Platform.TENANT, 1);
        awaitKnown(asked);

        JsonNode whole = phone.get(path(asked)).json();
        assertThat(whole.path("state").asString()).isEqualTo("closed");
        assertThat(whole.path("closedReason").asString()).isEqualTo("expired");
        assertThat(ids(phone.get("/v1/inbox").json())).isEmpty();
        assertThat(ids(phone.get("/v1/inbox?state=all").json())).containsExactly(asked.requestId());
    }

    @Test
    void aDecisionThatCameBeforeItsRequestStands() {
        ApprovalRequested asked = Platform.request(signer, FIVE_MINUTES);
        close(asked, SessionChangedEvent.Outcome.CANCELLED, "cancelled", 2);
        platform.signing().say(asked, asked.requestId(), Platform.TENANT, 1);
        awaitKnown(asked);

        assertThat(state(asked)).isEqualTo("closed");
    }

    @Test
    void anOlderOrRepeatedFactChangesNothing() {
        ApprovalRequested asked = ask();
        platform.signing()
                .say(
                        new ApprovalAccepted(asked.requestId(), "a", "Điện thoại", Instant.now()),
                        asked.requestId(),
                        Platform.TENANT,
                        3);
        awaitState(asked, "approved");
        close(asked, SessionChangedEvent.Outcome.DECLINED, "declined", 2);
        platform.signing().say(asked, asked.requestId(), Platform.TENANT, 1);
        ApprovalRequested later = ask();
        awaitKnown(later);

        assertThat(state(asked)).isEqualTo("approved");
    }

    @Test
    void keepsTheHistoryOfWhatWasSignedWhicheverIsHeardFirst() {
        ApprovalRequested asked = Platform.request(signer, FIVE_MINUTES);
        String document = asked.documents().getFirst().documentId();
        platform.document()
                .say(
                        new DocumentSigned(
                                asked.requestId(),
                                document,
                                2,
                                "s".repeat(43),
                                1234,
                                "B-T",
                                "c".repeat(43),
                                Instant.now()),
                        document,
                        Platform.TENANT,
                        2);
        platform.document()
                .say(
                        new SignRequestFinished(
                                asked.requestId(),
                                SignRequestFinished.Outcome.PARTLY_SIGNED,
                                1,
                                1,
                                Map.of("contents-overflow", 1),
                                Instant.now()),
                        asked.requestId(),
                        Platform.TENANT,
                        5);
        platform.signing().say(asked, asked.requestId(), Platform.TENANT, 1);
        awaitKnown(asked);

        await().atMost(Platform.PATIENCE)
                .until(() -> !phone.get(path(asked)).json().path("outcome").isNull());
        JsonNode whole = phone.get(path(asked)).json();
        assertThat(whole.path("outcome").asString()).isEqualTo("partly-signed");
        await().atMost(Platform.PATIENCE)
                .until(() ->
                        phone.get(path(asked)).json().path("signedDocuments").size() == 1);
    }

    @Test
    void anEventThatSpeaksOfAnotherRequestOrTenantGoesToTheDeadLetters() {
        ApprovalRequested asked = Platform.request(signer, FIVE_MINUTES);
        EventEnvelope otherKey = platform.signing().say(asked, "another", Platform.TENANT, 1);
        EventEnvelope otherTenant = platform.signing().say(asked, asked.requestId(), "other", 1);

        await().atMost(Platform.PATIENCE)
                .untilAsserted(() -> assertThat(
                                platform.bean(0, DeadLetters.class).list())
                        .filteredOn(letter -> otherKey.id().equals(letter.eventId())
                                || otherTenant.id().equals(letter.eventId()))
                        .hasSize(2)
                        .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo(ProblemType.EVENT_REFUSED)));
        assertThat(phone.get(path(asked)).status()).isEqualTo(404);
    }

    @Test
    void refusesAStateALimitAndACursorThatDoNotExist() {
        for (String query : List.of("state=closed", "limit=0", "limit=101", "after=xyz", "after=")) {
            Phone.Answer answer = phone.get("/v1/inbox?" + query);
            assertThat(answer.status()).as(query).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("invalid-field");
        }
        assertThat(phone.get("/v1/inbox/no-such-request").status()).isEqualTo(404);
    }

    private ApprovalRequested ask() {
        ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);
        awaitKnown(asked);
        return asked;
    }

    private void close(ApprovalRequested asked, SessionChangedEvent.Outcome outcome, String reason, long version) {
        platform.signing()
                .say(
                        new ClosedWithoutSignature(asked.requestId(), outcome, reason, null, Instant.now()),
                        asked.requestId(),
                        Platform.TENANT,
                        version);
    }

    private void awaitKnown(ApprovalRequested asked) {
        await().atMost(Platform.PATIENCE)
                .until(() ->
                        ids(phone.get("/v1/inbox?state=all&limit=100").json()).contains(asked.requestId()));
    }

    private void awaitState(ApprovalRequested asked, String state) {
        await().atMost(Platform.PATIENCE).until(() -> state(asked).equals(state));
    }

    private String state(ApprovalRequested asked) {
        JsonNode page = phone.get("/v1/inbox?state=all&limit=100").json();
        for (JsonNode entry : page.path("requests")) {
            if (entry.path("requestId").asString().equals(asked.requestId())) {
                return entry.path("state").asString();
            }
        }
        return "unknown";
    }

    private static List<String> ids(JsonNode page) {
        return page.path("requests")
                .valueStream()
                .map(entry -> entry.path("requestId").asString())
                .toList();
    }

    private static String path(ApprovalRequested asked) {
        return "/v1/inbox/" + asked.requestId();
    }
}
