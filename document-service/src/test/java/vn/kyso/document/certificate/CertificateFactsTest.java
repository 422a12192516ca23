package vn.kyso.document.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.CertificateState.Status;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.ConsumerLag;
import vn.kyso.document.played.Pdfs;
import vn.kyso.document.played.PlayedPki;
import vn.kyso.testkit.TestKeys;

/// What certificate-service says late, twice or out of order, and of certificates whose time has not come.
class CertificateFactsTest extends DocumentServiceTest {
    @Test
    void anOlderOrRepeatedStateChangesNothing() {
        String user = "ICA.001099200001";
        PlayedPki.Holder holder = PKI.signer("Nói lại");
        EventEnvelope first = state(user, holder, Status.GOOD, 1);
        tell(first);
        EventEnvelope suspended = state(user, holder, Status.SUSPENDED, 5);
        tell(suspended);
        tell(state(user, holder, Status.GOOD, 4));
        tell(state(user, holder, Status.GOOD, 5));
        services.send(first);
        services.send(suspended);
        awaitUntil(() -> ConsumerLag.of(topicPrefix, "document-service", Topic.CERTIFICATE_CHANGED) == 0);
        assertThat(askOf(user).code()).isEqualTo("certificate-suspended");
        tell(state(user, holder, Status.GOOD, 6));
        Api.Answer answer = askOf(user);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    @Test
    void aRevokedCertificateThatWasNeverHeardOfBeforeStaysRevoked() {
        String user = "ICA.001099200002";
        PlayedPki.Holder holder = PKI.signer("Thu hồi trước");
        tell(state(user, holder, Status.REVOKED, 2));
        tell(state(user, holder, Status.GOOD, 1));
        assertThat(askOf(user).code()).isEqualTo("certificate-revoked");
    }

    @Test
    void refusesACertificateThatIsNotYetValid() {
        String user = "ICA.001099200003";
        PlayedPki.Holder holder =
                PKI.signer("Chưa đến hạn", Instant.now().plus(Duration.ofHours(1)), Duration.ofDays(30));
        tell(state(user, holder, Status.GOOD, 1));
        assertThat(askOf(user).code()).isEqualTo("certificate-not-yet-valid");
        Map<String, Object> body = bodyOf(user);
        body.put("certificateSerial", holder.serial());
        assertThat(api.post("/v1/sign-requests", body).code()).isEqualTo("certificate-not-yet-valid");
    }

    private EventEnvelope state(String user, PlayedPki.Holder holder, Status status, long version) {
        CertificateState state = services.state(PKI, holder, SignerRef.of(user, TestKeys.signerKey()), status);
        return EventTypes.envelope(state, state.certificateDigest(), EventEnvelope.PLATFORM, version, Instant.now());
    }

    /// Says it and waits until it was taken.
    private void tell(EventEnvelope event) {
        services.send(event);
        awaitUntil(() -> jdbc.sql("select exists (select from messaging_inbox where event_id = :id)")
                .param("id", event.id())
                .query(Boolean.class)
                .single());
    }

    private Map<String, Object> bodyOf(String user) {
        Map<String, Object> body = body("B-B", List.of(item(upload(Pdfs.pages(1)))));
        body.put("signer", Map.of("userId", user));
        return body;
    }

    private Api.Answer askOf(String user) {
        return api.post("/v1/sign-requests", bodyOf(user));
    }
}
