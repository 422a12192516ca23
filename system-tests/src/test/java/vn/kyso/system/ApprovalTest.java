package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.kyso.testkit.Altered.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import vn.kyso.approval.Challenge;
import vn.kyso.approval.ChallengeDocument;

/// An approval counts for exactly what was asked, once, by the signer's own phone.
final class ApprovalTest {
    private static final String OTHER_DIGEST = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final Signers.Signer SIGNER = Signers.enrolled("p256");
    private static final Signers.Signer STRANGER = Signers.enrolled("p256");

    private final Requester demo = Requester.of("demo");

    static Stream<Arguments> alterations() {
        return Stream.of(
                altered("rpId", c -> with(c, "rpId", "evil.example")),
                altered("tenant", c -> with(c, "tenant", "other")),
                altered("requester", c -> with(c, "requester", "Ai đó")),
                altered("requestId", c -> with(c, "requestId", "00000000-0000-0000-0000-000000000000")),
                altered("nonce", c -> with(c, "nonce", OTHER_DIGEST)),
                altered("signer", c -> with(c, "signer", OTHER_DIGEST)),
                altered("credentialId", c -> with(c, "credentialId", "00000000-0000-0000-0000-000000000000")),
                altered("certificateDigest", c -> with(c, "certificateDigest", OTHER_DIGEST)),
                altered("algorithm", c -> with(c, "algorithm", "RS256")),
                altered("deadline", c -> with(c, "deadline", c.deadline().plusSeconds(1))),
                altered("document digest", c -> withDocument(c, d -> with(d, "digest", OTHER_DIGEST))),
                altered("document name", c -> withDocument(c, d -> with(d, "name", "khác.pdf"))),
                altered(
                        "document id",
                        c -> withDocument(c, d -> with(d, "documentId", "00000000-0000-0000-0000-000000000000"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alterations")
    void anApprovalOfSomethingElseSignsNothing(String field, UnaryOperator<Challenge> alteration) {
        JsonNode asked = ask(demo.uploaded("a.pdf", Pdfs.contract(1)));
        String id = asked.path("id").asString();
        String code = asked.path("matchCode").asString();

        Answer answer = SIGNER.phone().approve(id, code, alteration);
        if (answer.status() != 202) {
            assertThat(answer.status()).isBetween(400, 499);
        }

        staysUnsigned(id);
        // The signer is not locked out by it.
        SIGNER.phone().approve(id, code);
        assertThat(demo.finished(id).path("outcome").asString()).as(field).isEqualTo("signed");
    }

    @Test
    void aWrongMatchCodeClosesTheRequest() {
        JsonNode asked = ask(demo.uploaded("a.pdf", Pdfs.contract(1)));
        String code = asked.path("matchCode").asString();
        String wrong = code.equals("00") ? "01" : "00";
        SIGNER.phone().approve(asked.path("id").asString(), wrong).expecting(202);
        JsonNode finished = demo.finished(asked.path("id").asString());
        assertThat(finished.path("outcome").asString()).isEqualTo("refused");
        assertThat(finished.path("reason").asString()).isEqualTo("approval-wrong-match-code");
    }

    @Test
    void anotherSignersPhoneSeesNothingAndApprovesNothing() {
        JsonNode asked = ask(demo.uploaded("a.pdf", Pdfs.contract(1)));
        String id = asked.path("id").asString();
        JsonNode request = SIGNER.phone().awaits(id);
        assertThat(STRANGER.phone().get("inbox", "/v1/inbox/" + id).status()).isEqualTo(404);
        assertThat(STRANGER.phone()
                        .prepared(id, asked.at("/documents/0/id").asString())
                        .status())
                .isEqualTo(404);
        Challenge challenge =
                SIGNER.phone().challenge(request, asked.path("matchCode").asString());
        assertThat(STRANGER.phone()
                        .decide(id, STRANGER.phone().assertion(challenge), List.of())
                        .status())
                .isEqualTo(404);
        // The stranger's passkey, sent through the signer's own device.
        SIGNER.phone().decide(id, STRANGER.phone().assertion(challenge), documentIds(challenge));
        staysUnsigned(id);
        demo.post("/v1/sign-requests/" + id + "/cancel", null).expecting(202);
        demo.finished(id);
    }

    @Test
    void anApprovalDoesNotCountForAnotherRequestAndNotTwice() {
        JsonNode first = ask(demo.uploaded("a.pdf", Pdfs.contract(1)));
        JsonNode second = ask(demo.uploaded("b.pdf", Pdfs.contract(1)));
        String firstId = first.path("id").asString();
        String secondId = second.path("id").asString();
        Challenge challenge = SIGNER.phone()
                .challenge(
                        SIGNER.phone().awaits(firstId), first.path("matchCode").asString());
        var assertion = SIGNER.phone().assertion(challenge);

        SIGNER.phone().awaits(secondId);
        SIGNER.phone().decide(secondId, assertion, documentIds(challenge));
        staysUnsigned(secondId);
        SIGNER.phone().decide(firstId, assertion, documentIds(challenge)).expecting(202);
        assertThat(demo.finished(firstId).path("outcome").asString()).isEqualTo("signed");
        Awaitility.await("the news of the decision reaches the inbox")
                .atMost(Requester.PATIENCE)
                .until(() -> SIGNER.phone()
                                .decide(firstId, assertion, documentIds(challenge))
                                .status()
                        == 409);
        assertThat(Judged.of(demo.content(first.at("/documents/0/id").asString()))
                        .signatures())
                .isEqualTo(1);
        demo.post("/v1/sign-requests/" + secondId + "/cancel", null).expecting(202);
        demo.finished(secondId);
    }

    @Test
    void aDeclinedRequestIsOver() {
        JsonNode asked = ask(demo.uploaded("a.pdf", Pdfs.contract(1)));
        String id = asked.path("id").asString();
        SIGNER.phone().decline(id, "Sai số tiền").expecting(202);
        assertThat(demo.finished(id).path("outcome").asString()).isEqualTo("declined");
        Awaitility.await("the phone's own view")
                .atMost(Requester.PATIENCE)
                .until(() -> SIGNER.phone()
                        .get("inbox", "/v1/inbox/" + id)
                        .json()
                        .path("state")
                        .asString()
                        .equals("closed"));
    }

    @Test
    @Tag("long")
    void aRequestThatNobodyAnswersExpires() {
        Map<String, Object> asking = new java.util.HashMap<>(asking(demo.uploaded("a.pdf", Pdfs.contract(1))));
        asking.put("validFor", "PT30S");
        JsonNode asked = demo.ask(asking).expecting(202).json();
        String id = asked.path("id").asString();
        Challenge challenge = SIGNER.phone()
                .challenge(SIGNER.phone().awaits(id), asked.path("matchCode").asString());
        assertThat(demo.finished(id).path("outcome").asString()).isEqualTo("expired");
        assertThat(SIGNER.phone()
                        .decide(id, SIGNER.phone().assertion(challenge), documentIds(challenge))
                        .status())
                .isEqualTo(409);
    }

    private JsonNode ask(String document) {
        return demo.ask(asking(document)).expecting(202).json();
    }

    private static Map<String, Object> asking(String document) {
        return Requester.asking(document, Map.of("invisible", true), SIGNER.userId(), SIGNER.serial());
    }

    /// Whatever the wrong answer sets off has had time to happen: a reminder asked after it has been dealt with.
    private void staysUnsigned(String id) {
        demo.post("/v1/sign-requests/" + id + "/reminders", null).expecting(202);
        JsonNode request = demo.awaited(id, r -> r.path("timeline").toString().contains("\"reminded\""));
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(3))
                .until(() -> demo.signRequest(id).path("state").asString().equals("awaiting-approval"));
        assertThat(request.path("documents").path(0).path("state").asString()).isEqualTo("prepared");
    }

    private static List<String> documentIds(Challenge challenge) {
        return challenge.documents().stream().map(ChallengeDocument::documentId).toList();
    }

    private static Arguments altered(String field, UnaryOperator<Challenge> alteration) {
        return Arguments.of(field, alteration);
    }

    private static Challenge withDocument(Challenge c, UnaryOperator<ChallengeDocument> alteration) {
        List<ChallengeDocument> documents = new ArrayList<>(c.documents());
        documents.replaceAll(alteration);
        return with(c, "documents", documents);
    }
}
