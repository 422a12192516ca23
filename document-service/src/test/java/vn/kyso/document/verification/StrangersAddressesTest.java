package vn.kyso.document.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
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

/// A file that is brought for verification names whoever it likes: it makes nobody call hundreds of addresses, nor wait
/// for them.
@TestPropertySource(properties = {"kyso.verification.time-limit=PT4S", "kyso.verification.concurrent=1"})
class StrangersAddressesTest extends DocumentServiceTest {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(4);

    @Test
    void aCertificateWithHundredsOfAddressesMakesFourCalls() {
        byte[] signed = signed("ICA.001099000881", PKI.refusing(200), PKI.refusing(200));
        int before = PKI.calledInVain();
        Api.Answer answer = verify(signed);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("outcome").asString()).isEqualTo("unknown");
        assertThat(PKI.calledInVain() - before).isEqualTo(4);
    }

    @Test
    void respondersThatNeverAnswerHoldTheFileNoLongerThanItsTime() {
        byte[] signed = signed("ICA.001099000882", PKI.mute(200), PKI.mute(200));
        int before = PKI.calledInVain();
        Instant begun = Instant.now();
        Api.Answer answer = verify(signed);
        Duration took = Duration.between(begun, Instant.now());
        // Whether a byte of the file was still to be read when the time was up decides between the two.
        assertThat(answer.status()).as(answer.toString()).isIn(200, 422);
        assertThat(took).isBetween(TIME_LIMIT, TIME_LIMIT.plusSeconds(10));
        assertThat(PKI.calledInVain() - before).isBetween(1, 4);
        assertThat(verify(Pdfs.pages(1)).json().path("outcome").asString())
                .as("its place is free again")
                .isEqualTo("not-signed");
    }

    private Api.Answer verify(byte[] pdf) {
        return Api.send(api.request("/v1/verifications")
                .header("Content-Type", "application/pdf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(pdf)));
    }

    /// By somebody whose certificate says that its status is there.
    private byte[] signed(String user, List<String> responders, List<String> lists) {
        PlayedPki.Holder holder = PKI.signerAt("Người lạ " + user, responders, lists);
        services.publish(
                services.state(PKI, holder, SignerRef.of(user, TestKeys.signerKey()), CertificateState.Status.GOOD));
        awaitUntil(() -> jdbc.sql("select exists (select from certificate where digest = :digest)")
                .param("digest", holder.digest())
                .query(Boolean.class)
                .single());
        String document = upload(Pdfs.pages(1));
        Map<String, Object> body = body("B-B", List.of(item(document)));
        body.put("signer", Map.of("userId", user));
        String id = api.post("/v1/sign-requests", body).json().path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApproved(id);
        String digest = asked.documents().getFirst().digest();
        byte[] cms = PKI.cms(holder, Base64.getUrlDecoder().decode(digest), false);
        services.say(
                new SignatureCreatedEvent.SignatureCreated(
                        id, document, digest, holder.digest(), PlayedServices.base64(cms), Instant.now()),
                document,
                "demo");
        awaitFinished(id);
        return api.get("/v1/documents/" + document + "/content").body();
    }
}
