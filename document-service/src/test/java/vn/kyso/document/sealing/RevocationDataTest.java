package vn.kyso.document.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;
import vn.kyso.document.played.PlayedPki;
import vn.kyso.document.played.PlayedServices;
import vn.kyso.testkit.TestKeys;

/// B-LT and B-LTA: what is asked of the PKI, and what happens when it does not answer well.
class RevocationDataTest extends DocumentServiceTest {
    @AfterEach
    void answerAgain() {
        PKI.answer(true, true);
        PKI.stamp(true);
    }

    @Test
    void asksForTheSignersStatusEachTimeAndKeepsTheOthers() {
        sign("B-LT");
        int asked = PKI.asked();
        assertThat(sign("B-LT").path("outcome").asString()).isEqualTo("signed");
        assertThat(PKI.asked()).isEqualTo(asked + 1);
        judgeTheNewest("B-LT");
    }

    @Test
    void takesAListWhereNoResponderAnswers() {
        PKI.answer(false, true);
        JsonNode finished = sign("B-LT");
        assertThat(finished.path("outcome").asString()).as(finished.toString()).isEqualTo("signed");
        judgeTheNewest("B-LT");
    }

    @Test
    void waitsForThePkiAndSignsThen() {
        PKI.answer(false, false);
        String document = upload(Pdfs.pages(1));
        String id = askAndSign("B-LT", document);
        awaitUntil(() -> jdbc.sql("select coalesce(max(last_error), '') from messaging_work where queue = 'seal'")
                .query(String.class)
                .single()
                .startsWith("revocation-data-unavailable"));
        assertThat(read(id).path("state").asString()).isEqualTo("approved");
        PKI.answer(true, true);
        assertThat(awaitFinished(id).path("outcome").asString()).isEqualTo("signed");
        judge(content(document)).acceptedByAll("B-LT");
    }

    @Test
    void waitsForTheArchiveTimestampAndHandsOutNothingBefore() {
        PKI.stamp(false);
        String document = upload(Pdfs.pages(1));
        String id = askAndSign("B-LTA", document);
        awaitUntil(() -> jdbc.sql("select last_error from messaging_work where queue = 'seal' and work_key = :key")
                .param("key", id + "/" + document)
                .query(String.class)
                .optional()
                .orElse("")
                .startsWith("timestamp-unavailable"));
        assertThat(api.get("/v1/documents/" + document).json().path("revision").asInt())
                .isEqualTo(1);
        PKI.stamp(true);
        assertThat(awaitFinished(id).path("outcome").asString()).isEqualTo("signed");
        assertAcceptedUntilAByteIsFlipped(content(document)).acceptedByAll("B-LTA");
    }

    @Test
    void givesUpWithATypedReasonAfterItsTime() {
        PKI.answer(false, false);
        String document = upload(Pdfs.pages(1));
        String id = askAndSign("B-LT", document);
        awaitUntil(() -> jdbc.sql("""
                                update messaging_work set deadline = now() - interval '1 second', due_at = now()
                                where queue = 'seal' and work_key = :key and attempt > 0
                                """).param("key", id + "/" + document).update() == 1);
        JsonNode finished = awaitFinished(id);
        assertThat(finished.path("outcome").asString()).isEqualTo("failed");
        assertThat(finished.path("documents").get(0).path("reason").asString())
                .isEqualTo("revocation-data-unavailable");
        assertThat(documentHeld(document)).isFalse();
    }

    @Test
    void refusesASignerWhoWasRevokedBeforeTheTimestamp() {
        PlayedPki.Holder revoked = PKI.signer("Bị thu hồi");
        SignerRef signer = SignerRef.of("ICA.001099000777", TestKeys.signerKey());
        services.publish(services.state(PKI, revoked, signer, CertificateState.Status.GOOD));
        awaitUntil(() -> jdbc.sql("select exists (select from certificate where digest = :digest)")
                .param("digest", revoked.digest())
                .query(Boolean.class)
                .single());
        String document = upload(Pdfs.pages(1));
        var body = body("B-LT", List.of(item(document)));
        body.put("signer", java.util.Map.of("userId", "ICA.001099000777"));
        Api.Answer answer = api.post("/v1/sign-requests", body);
        String id = answer.json().path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApproved(id);
        PKI.revoke(revoked, Instant.now().minusSeconds(30), 1);
        byte[] digest = java.util.Base64.getUrlDecoder()
                .decode(asked.documents().getFirst().digest());
        services.say(
                new SignatureCreatedEvent.SignatureCreated(
                        id,
                        document,
                        asked.documents().getFirst().digest(),
                        revoked.digest(),
                        PlayedServices.base64(PKI.cms(revoked, digest, true)),
                        Instant.now()),
                document,
                "demo");
        assertThat(awaitFinished(id).path("documents").get(0).path("reason").asString())
                .isEqualTo("certificate-revoked");
    }

    @Test
    void reachesItsOwnPkiInsideAndOthersWhereTheySay() {
        PkiSettings settings = new PkiSettings(
                URI.create("http://pki.example.vn/pki"),
                URI.create("http://certificate-service:8082/pki"),
                List.of(),
                Duration.ofMinutes(5),
                Duration.ofHours(1));
        assertThat(settings.reached(URI.create("http://pki.example.vn/pki/ocsp")))
                .isEqualTo(URI.create("http://certificate-service:8082/pki/ocsp"));
        assertThat(settings.reached(URI.create("http://pki.example.vn/pki2/ocsp")))
                .isEqualTo(URI.create("http://pki.example.vn/pki2/ocsp"));
        assertThat(settings.reached(URI.create("http://ocsp.other.vn/")))
                .isEqualTo(URI.create("http://ocsp.other.vn/"));
    }

    private void judgeTheNewest(String level) {
        String newest =
                api.get("/v1/documents?limit=1").json().at("/documents/0/id").asString();
        judge(content(newest)).acceptedByAll(level);
    }

    private JsonNode sign(String level) {
        return awaitFinished(askAndSign(level, upload(Pdfs.pages(1))));
    }

    private String askAndSign(String level, String document) {
        String id = ask(level, document).path("id").asString();
        assertThat(UUID.fromString(id)).isNotNull();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApproved(id);
        saySigned(asked);
        return id;
    }
}
