package vn.kyso.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.event.DocumentSigned;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;

class SigningTest extends DocumentServiceTest {
    @ParameterizedTest
    @ValueSource(strings = {"B-B", "B-T", "B-LT", "B-LTA"})
    void signsADocumentAtEachLevel(String level) throws NoSuchAlgorithmException {
        byte[] pdf = Pdfs.pages(2);
        String document = upload(pdf);
        JsonNode request = ask(level, document);
        String id = request.path("id").asString();
        assertThat(request.path("state").asString()).isEqualTo("asked");
        assertThat(request.path("matchCode").asString()).matches("[0-9]{2}");

        SignRequestedEvent.SignatureAsked asked = asked(id);
        assertThat(asked.matchCode()).isEqualTo(request.path("matchCode").asString());
        assertThat(asked.signer()).isEqualTo(SIGNER.value());
        sayApprovalRequested(asked);
        awaitState(id, "awaiting-approval");
        sayApproved(id);
        saySigned(asked);

        JsonNode finished = awaitFinished(id);
        assertThat(finished.path("outcome").asString()).as(finished.toString()).isEqualTo("signed");
        assertThat(timeline(finished))
                .containsExactly("asked", "approval-requested", "approved", "document-signed", "finished");
        JsonNode signed = finished.path("documents").get(0);
        assertThat(signed.path("revision").asInt()).isEqualTo(2);

        Api.Answer content = api.get("/v1/documents/" + document + "/content");
        assertThat(content.status()).isEqualTo(200);
        assertThat(Arrays.copyOf(content.body(), pdf.length)).isEqualTo(pdf);
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content.body());
        assertThat(signed.path("sha256").asString())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256));
        JsonNode described = api.get("/v1/documents/" + document).json();
        assertThat(described.path("signatures").size()).isEqualTo(1);
        assertThat(described.path("revision").asInt()).isEqualTo(2);
        assertThat(api.get("/v1/documents/" + document + "/content?revision=1").body())
                .isEqualTo(pdf);

        DocumentSigned said =
                heard.await(DocumentSigned.class, e -> e.requestId().equals(id));
        assertThat(said.sizeBytes()).isEqualTo(content.body().length);
        assertThat(awaitFinishedEvent(id).outcome()).isEqualTo(SignRequestFinished.Outcome.SIGNED);
        assertThat(documentHeld(document)).isFalse();
        assertAcceptedUntilAByteIsFlipped(content.body()).acceptedByAll(level);
    }

    @Test
    void signsManyDocumentsUnderOneApproval() {
        String[] documents = new String[12];
        for (int i = 0; i < documents.length; i++) {
            documents[i] = upload(Pdfs.pages(1));
        }
        String id = ask("B-T", documents).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApprovalRequested(asked);
        sayApproved(id);
        saySigned(asked);

        JsonNode finished = awaitFinished(id);
        assertThat(finished.path("outcome").asString()).isEqualTo("signed");
        assertThat(heard.all(DocumentSigned.class, e -> e.requestId().equals(id)))
                .hasSize(documents.length);
        assertThat(awaitFinishedEvent(id).signed()).isEqualTo(documents.length);
        for (String document : documents) {
            judge(content(document)).acceptedByAll("B-T");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"B-T", "B-LTA"})
    void signsASignedDocumentAgain(String level) {
        String document = upload(Pdfs.pages(1));
        for (int revision = 2; revision <= 3; revision++) {
            String id = ask(level, document).path("id").asString();
            SignRequestedEvent.SignatureAsked asked = asked(id);
            sayApprovalRequested(asked);
            sayApproved(id);
            saySigned(asked);
            JsonNode finished = awaitFinished(id);
            assertThat(finished.path("documents").get(0).path("revision").asInt())
                    .isEqualTo(revision);
        }
        assertThat(api.get("/v1/documents/" + document)
                        .json()
                        .path("signatures")
                        .size())
                .isEqualTo(2);
        assertAcceptedUntilAByteIsFlipped(content(document));
    }

    @Test
    void signsInAnEmptyFieldAndInvisibly() {
        String withField = upload(Pdfs.withField("Ky1"));
        String invisible = upload(Pdfs.pages(1));
        Api.Answer answer = api.post(
                "/v1/sign-requests",
                body(
                        "B-B",
                        List.of(
                                Map.of("id", withField, "placement", Map.of("field", "Ky1")),
                                Map.of("id", invisible, "placement", Map.of("invisible", true)))));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        String id = answer.json().path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApprovalRequested(asked);
        sayApproved(id);
        saySigned(asked);
        assertThat(awaitFinished(id).path("outcome").asString()).isEqualTo("signed");
        JsonNode described = api.get("/v1/documents/" + withField).json();
        assertThat(described.path("signatures").get(0).path("field").asString()).isEqualTo("Ky1");
        assertThat(described.path("emptyFields").size()).isZero();
        assertAcceptedUntilAByteIsFlipped(content(withField));
        assertAcceptedUntilAByteIsFlipped(content(invisible));
    }

    @Test
    void saysWhichDocumentsCouldNotBeSigned() {
        String good = upload(Pdfs.pages(1));
        String bad = upload(Pdfs.pages(1));
        String id = ask("B-B", good, bad).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApprovalRequested(asked);
        sayApproved(id);
        services.say(signature(asked, asked.documents().getFirst()), good, "demo");
        services.say(
                new SignatureCreatedEvent.SignatureFailed(
                        id, bad, "timestamp-unavailable", null, java.time.Instant.now()),
                bad,
                "demo");

        JsonNode finished = awaitFinished(id);
        assertThat(finished.path("outcome").asString()).isEqualTo("partly-signed");
        assertThat(finished.path("documents").get(1).path("reason").asString()).isEqualTo("timestamp-unavailable");
        SignRequestFinished said = awaitFinishedEvent(id);
        assertThat(said.signed()).isEqualTo(1);
        assertThat(said.reasons()).containsExactly(Map.entry("timestamp-unavailable", 1));
        assertThat(documentHeld(bad)).isFalse();
        judge(content(good)).acceptedByAll("B-B");
    }

    @Test
    void endsAsSigningServiceSays() {
        for (SessionChangedEvent.Outcome outcome : SessionChangedEvent.Outcome.values()) {
            String document = upload(Pdfs.pages(1));
            String id = ask("B-T", document).path("id").asString();
            sayApprovalRequested(asked(id));
            sayClosed(id, outcome, outcome == SessionChangedEvent.Outcome.DECLINED ? "declined" : "key-unavailable");
            JsonNode finished = awaitFinished(id);
            assertThat(finished.path("outcome").asString())
                    .isEqualTo(outcome.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(awaitFinishedEvent(id).notSigned()).isEqualTo(1);
            assertThat(documentHeld(document)).isFalse();
            assertThat(finished.path("matchCode").isNull()).isTrue();
        }
    }

    @Test
    void refusesASignatureOfAnotherKey() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApprovalRequested(asked);
        sayApproved(id);
        byte[] digest =
                Base64.getUrlDecoder().decode(asked.documents().getFirst().digest());
        byte[] foreign = PKI.cms(PKI.signer("Người khác"), digest, false);
        services.say(
                new SignatureCreatedEvent.SignatureCreated(
                        id,
                        document,
                        asked.documents().getFirst().digest(),
                        asked.certificateDigest(),
                        vn.kyso.document.played.PlayedServices.base64(foreign),
                        java.time.Instant.now()),
                document,
                "demo");
        JsonNode finished = awaitFinished(id);
        assertThat(finished.path("outcome").asString()).isEqualTo("failed");
        assertThat(finished.path("documents").get(0).path("reason").asString()).isEqualTo("output-check-failed");
    }

    @Test
    void refusesASignatureWithoutTheTimestampAskedFor() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-T", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApprovalRequested(asked);
        sayApproved(id);
        byte[] digest =
                Base64.getUrlDecoder().decode(asked.documents().getFirst().digest());
        services.say(
                new SignatureCreatedEvent.SignatureCreated(
                        id,
                        document,
                        asked.documents().getFirst().digest(),
                        asked.certificateDigest(),
                        vn.kyso.document.played.PlayedServices.base64(PKI.cms(HOLDER, digest, false)),
                        java.time.Instant.now()),
                document,
                "demo");
        assertThat(awaitFinished(id).path("documents").get(0).path("reason").asString())
                .isEqualTo("timestamp-unavailable");
    }
}
