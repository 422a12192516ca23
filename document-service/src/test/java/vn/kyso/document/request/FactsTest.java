package vn.kyso.document.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.DocumentSigned;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.event.SignerReachedEvent;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.ConsumerLag;
import vn.kyso.document.played.Pdfs;
import vn.kyso.messaging.DeadLetter;
import vn.kyso.messaging.DeadLetters;

/// Facts that come twice, late, early, or from somebody else.
class FactsTest extends DocumentServiceTest {
    @Autowired
    private DeadLetters deadLetters;

    @Test
    void everyFactTakesEffectOnce() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-T", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayTwice(requested(asked));
        sayTwice(services.event(
                new SignerReachedEvent.NotificationSent(id, "web-push", "Điện thoại", Instant.now()), id, "demo"));
        sayTwice(services.event(new SignerReachedEvent.RequestOpened(id, "Điện thoại", Instant.now()), id, "demo"));
        awaitUntil(() -> timeline(read(id)).contains("opened"));
        sayTwice(approved(id));
        sayTwice(services.event(signature(asked, asked.documents().getFirst()), document, "demo"));
        JsonNode finished = awaitFinished(id);
        assertThat(timeline(finished))
                .containsOnlyOnce("approval-requested", "sent", "opened", "approved", "document-signed", "finished");
        awaitTaken();
        assertThat(heard.all(DocumentSigned.class, e -> e.requestId().equals(id)))
                .hasSize(1);
        assertThat(heard.all(SignRequestFinished.class, e -> e.requestId().equals(id)))
                .hasSize(1);
        assertThat(api.get("/v1/documents/" + document).json().path("revision").asInt())
                .isEqualTo(2);
    }

    @Test
    void aSignatureThatComesBeforeTheApprovalWaitsForIt() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        saySigned(asked);
        awaitUntil(() -> jdbc.sql("select count(*) from messaging_parked where waits_for = :name")
                        .param("name", "approval:" + id)
                        .query(Integer.class)
                        .single()
                == 1);
        assertThat(read(id).path("state").asString()).isEqualTo("asked");
        sayApproved(id);
        assertThat(timeline(awaitFinished(id))).containsExactly("asked", "approved", "document-signed", "finished");
    }

    @Test
    void anOlderFactChangesNothing() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        EventEnvelope old = requested(asked(id));
        services.send(approved(id));
        awaitState(id, "approved");
        services.send(old);
        awaitTaken();
        assertThat(read(id).path("state").asString()).isEqualTo("approved");
        assertThat(timeline(read(id))).containsExactly("asked", "approved");
    }

    @Test
    void nothingChangesARequestThatIsOver() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayClosed(id, SessionChangedEvent.Outcome.EXPIRED, "expired");
        JsonNode finished = awaitFinished(id);
        sayApproved(id);
        saySigned(asked);
        services.say(new SignerReachedEvent.NoDevice(id, Instant.now()), id, "demo");
        sayClosed(id, SessionChangedEvent.Outcome.DECLINED, "declined");
        awaitTaken();
        assertThat(read(id)).isEqualTo(finished);
        assertThat(heard.all(SignRequestFinished.class, e -> e.requestId().equals(id)))
                .hasSize(1);
        assertThat(api.get("/v1/documents/" + document).json().path("revision").asInt())
                .isEqualTo(1);
    }

    @Test
    void aFactAboutAnUnknownRequestWaits() {
        String unknown = java.util.UUID.randomUUID().toString();
        sayApproved(unknown);
        awaitUntil(() -> jdbc.sql("select count(*) from messaging_parked where waits_for = :name")
                        .param("name", "request:" + unknown)
                        .query(Integer.class)
                        .single()
                == 1);
    }

    @Test
    void believesNoTenantButTheRequests() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        sayApprovalRequested(asked(id));
        awaitState(id, "awaiting-approval");
        EventEnvelope foreign =
                services.event(new SessionChangedEvent.ApprovalAccepted(id, "a", "b", Instant.now()), id, "other");
        services.send(foreign);
        awaitDeadLetter(foreign, "event-refused");
        assertThat(read(id).path("state").asString()).isEqualTo("awaiting-approval");
    }

    @Test
    void believesNobodyButSigningServiceThatSomethingWasApproved() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        sayApprovalRequested(asked(id));
        awaitState(id, "awaiting-approval");
        EventEnvelope forged = approved(id);
        services.send(forged, Service.NOTIFICATION);
        awaitDeadLetter(forged, "event-foreign");
        assertThat(read(id).path("state").asString()).isEqualTo("awaiting-approval");
    }

    @Test
    void refusesASignatureForADocumentThatWasNotAskedFor() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApproved(id);
        awaitState(id, "approved");
        String other = upload(Pdfs.pages(1));
        SignatureCreatedEvent.SignatureCreated real =
                signature(asked, asked.documents().getFirst());
        EventEnvelope swapped = services.event(
                new SignatureCreatedEvent.SignatureCreated(
                        id, other, real.digest(), real.certificateDigest(), real.cms(), real.at()),
                other,
                "demo");
        services.send(swapped);
        awaitDeadLetter(swapped, "event-refused");
        assertThat(read(id).path("state").asString()).isEqualTo("approved");
    }

    @Test
    void tellsOfAnAnswerThatDidNotCount() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        services.say(
                new SessionChangedEvent.AnswerRefused(id, "device-1", "approval-altered", Instant.now()), id, "demo");
        awaitUntil(() -> timeline(read(id)).contains("answer-refused"));
        assertThat(read(id).path("state").asString()).isEqualTo("asked");
    }

    @Test
    void passesOnWishesOnce() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        assertThat(api.post("/v1/sign-requests/" + id + "/reminders", "").status())
                .isEqualTo(202);
        assertThat(api.post("/v1/sign-requests/" + id + "/cancel", "").status()).isEqualTo(202);
        Api.Answer again = api.post("/v1/sign-requests/" + id + "/cancel", "");
        assertThat(again.status()).isEqualTo(202);
        assertThat(timeline(again.json())).containsExactly("asked", "reminded", "cancel-asked");
        heard.await(SignRequestedEvent.CancelAsked.class, e -> e.requestId().equals(id));
        heard.await(SignRequestedEvent.Reminded.class, e -> e.requestId().equals(id));
        sayClosed(id, SessionChangedEvent.Outcome.CANCELLED, "cancelled");
        assertThat(awaitFinished(id).path("outcome").asString()).isEqualTo("cancelled");
        assertThat(heard.all(
                        SignRequestedEvent.CancelAsked.class, e -> e.requestId().equals(id)))
                .hasSize(1);
        assertThat(api.post("/v1/sign-requests/" + id + "/cancel", "").code()).isEqualTo("request-finished");
        assertThat(api.post("/v1/sign-requests/" + id + "/reminders", "").code())
                .isEqualTo("request-finished");
    }

    @Test
    void cancelsNothingThatWasApproved() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        sayApproved(id);
        awaitState(id, "approved");
        assertThat(api.post("/v1/sign-requests/" + id + "/cancel", "").code()).isEqualTo("already-answered");
    }

    @Test
    void remindsAFewTimesAMinute() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        for (int i = 0; i < 3; i++) {
            assertThat(api.post("/v1/sign-requests/" + id + "/reminders", "").status())
                    .isEqualTo(202);
        }
        Api.Answer fourth = api.post("/v1/sign-requests/" + id + "/reminders", "");
        assertThat(fourth.code()).isEqualTo("rate-limited");
        assertThat(fourth.header("Retry-After")).isNotEmpty();
    }

    @Test
    void listsRequestsByState() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        JsonNode asked = api.get("/v1/sign-requests?state=asked&limit=1").json();
        assertThat(asked.path("signRequests").get(0).path("id").asString()).isEqualTo(id);
        assertThat(asked.path("signRequests").get(0).path("firstName").asString())
                .isEqualTo("Hợp đồng.pdf");
        assertThat(asked.path("signRequests").get(0).path("documentCount").asInt())
                .isEqualTo(1);
        sayClosed(id, SessionChangedEvent.Outcome.CANCELLED, "cancelled");
        awaitFinished(id);
        assertThat(api.get("/v1/sign-requests?state=finished&limit=1")
                        .json()
                        .path("signRequests")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void findsRequestsByNamesAndUserId() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        String userId =
                api.get("/v1/sign-requests/" + id).json().at("/signer/userId").asString();

        assertThat(newest("ĐỒNG.pdf")).isEqualTo(id);
        assertThat(newest(userId)).isEqualTo(id);
        assertThat(newest("%")).isEmpty();
        assertThat(newest("no such thing")).isEmpty();
    }

    private String newest(String search) {
        return api.get("/v1/sign-requests?limit=1&search=" + URLEncoder.encode(search, StandardCharsets.UTF_8))
                .json()
                .at("/signRequests/0/id")
                .asString("");
    }

    private EventEnvelope requested(SignRequestedEvent.SignatureAsked asked) {
        return services.event(
                new SessionChangedEvent.ApprovalRequested(
                        asked.requestId(),
                        asked.tenant(),
                        asked.requester(),
                        asked.signer(),
                        "credential-1",
                        asked.certificateDigest(),
                        "1",
                        "Tên",
                        "CA",
                        "ES256",
                        "nonce",
                        "localhost",
                        true,
                        asked.level(),
                        null,
                        null,
                        asked.askedAt(),
                        asked.approveUntil(),
                        List.of(),
                        asked.documents()),
                asked.requestId(),
                "demo");
    }

    private EventEnvelope approved(String id) {
        return services.event(
                new SessionChangedEvent.ApprovalAccepted(id, "a", "Điện thoại", Instant.now()), id, "demo");
    }

    private void sayTwice(EventEnvelope event) {
        services.send(event);
        services.send(event);
    }

    /// Waits until everything said so far was taken.
    private void awaitTaken() {
        awaitUntil(() ->
                consumed(Topic.SESSION_CHANGED) && consumed(Topic.SIGNATURE_CREATED) && consumed(Topic.SIGNER_REACHED));
    }

    private boolean consumed(Topic topic) {
        return ConsumerLag.of(topicPrefix, "document-service", topic) == 0;
    }

    private void awaitDeadLetter(EventEnvelope event, String reason) {
        awaitUntil(() -> deadLetters.list().stream().anyMatch(letter -> isAbout(letter, event, reason)));
    }

    private static boolean isAbout(DeadLetter letter, EventEnvelope event, String reason) {
        return event.id().equals(letter.eventId()) && letter.reason().code().equals(reason);
    }
}
