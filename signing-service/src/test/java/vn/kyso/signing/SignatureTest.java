package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.cades.CmsInvalidException;
import vn.kyso.cades.CmsSignature;
import vn.kyso.cades.VerifiedCms;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent.SignatureCreated;
import vn.kyso.contracts.event.SignatureCreatedEvent.SignatureFailed;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;

/// The use of keys: what is signed, what is not, and what happens when things break in between.
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "kyso.session.signing-time=PT12S")
class SignatureTest extends SigningServiceTest {
    @Autowired
    private List<Worker> workers = List.of();

    @Autowired
    private WorkQueue queue = unset();

    @Autowired
    private TransactionOperations transaction = unset();

    private Signer signer = nobody();

    @BeforeAll
    void enrol() {
        signer = enrol("ICA.001099012345", "p256");
    }

    @AfterEach
    void mendTheTsa() {
        PKI.refusals.set(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "rsa3072"})
    void rsaKeysSignToo(String keyType) throws Exception {
        Signer other = enrol(keyType.equals("rsa2048") ? "ICA.001099020048" : "ICA.001099030072", keyType);
        SignatureAsked asked = asked(other, "B-T", "07", Duration.ofMinutes(5), 1);
        approve(other, asked);
        assertThat(verified(other, asked.documents().getFirst()).timestamp()).isPresent();
    }

    @Test
    void baselineBHasNoTimestamp() throws Exception {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofMinutes(5), 1);
        approve(signer, asked);
        assertThat(verified(signer, asked.documents().getFirst()).timestamp()).isEmpty();
    }

    @Test
    void manyDocumentsUnderOneApprovalAreEachSignedOnce() throws Exception {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofMinutes(5), 60);
        approve(signer, asked);
        for (DocumentToSign document : asked.documents()) {
            assertThat(verified(signer, document).timestamp()).isEmpty();
        }
        assertThat(neighbours.all(SignatureCreatedEvent.class).stream()
                        .filter(e -> e.requestId().equals(asked.requestId())))
                .hasSize(60);
    }

    @Test
    void aTsaThatStumblesIsAskedAgain(CapturedOutput output) throws Exception {
        PKI.refusals.set(2);
        SignatureAsked asked = asked(signer, "B-T", "07", Duration.ofMinutes(5), 1);
        approve(signer, asked);
        assertThat(verified(signer, asked.documents().getFirst()).timestamp()).isPresent();
        assertThat(auditRows("key-use-intended", asked.requestId())).isEqualTo(3);
        assertThat(output.getAll().lines().filter(line -> line.contains("Document " + asked.requestId())))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains("\"tenant\":\"" + TENANT + "\"")
                        .contains("\"signRequest\":\"" + asked.requestId() + "\""));
    }

    @Test
    void theTsaIsAskedWithinTheApprovalsTrace() throws Exception {
        SignatureAsked asked = asked(signer, "B-T", "07", Duration.ofMinutes(5), 1);
        String trace = UUID.randomUUID().toString().replace("-", "");
        neighbours.sayWithin(
                "00-" + trace + "-00f067aa0ba902b7-01",
                EventTypes.envelope(
                        signer.phone().approve(open(asked), "07"), asked.requestId(), TENANT, 1, Instant.now()));
        assertThat(verified(signer, asked.documents().getFirst()).timestamp()).isPresent();
        assertThat(PKI.traces).anyMatch(t -> t.matches("00-" + trace + "-[0-9a-f]{16}-01"));
    }

    @Test
    void aTsaThatStaysAwayFailsTheDocumentWhenItsTimeIsOver() {
        PKI.refusals.set(Integer.MAX_VALUE);
        SignatureAsked asked = asked(signer, "B-T", "07", Duration.ofMinutes(5), 1);
        approve(signer, asked);
        SignatureFailed failed = (SignatureFailed) signature(asked.documents().getFirst());
        assertThat(failed.reason()).isEqualTo("timestamp-unavailable");
    }

    @Test
    void aSignatureThatDoesNotFitIsNotHandedOver() {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofMinutes(5), 1);
        DocumentToSign tight = new DocumentToSign(
                UUID.randomUUID().toString(),
                "Chật.pdf",
                asked.documents().getFirst().digest(),
                100);
        SignatureAsked small = new SignatureAsked(
                asked.requestId(),
                asked.tenant(),
                asked.requester(),
                asked.signer(),
                asked.certificateDigest(),
                asked.level(),
                null,
                null,
                asked.matchCode(),
                asked.askedAt(),
                asked.approveUntil(),
                List.of(tight));
        approve(signer, small);
        assertThat(((SignatureFailed) signature(tight)).reason()).isEqualTo("contents-overflow");
    }

    @Test
    void aCertificateThatIsRevokedBetweenApprovalAndUseSignsNothing() {
        Signer revoked = enrol("ICA.001099012301", "p256");
        PKI.refusals.set(Integer.MAX_VALUE);
        SignatureAsked asked = asked(revoked, "B-T", "07", Duration.ofMinutes(5), 1);
        approve(revoked, asked);
        await().atMost(Duration.ofSeconds(30)).until(() -> auditRows("key-use-intended", asked.requestId()) > 0);
        taken(say(
                revoked.certificate(),
                revoked.ref(),
                revoked.credentialId(),
                SigningPki.Status.REVOKED,
                Instant.now(),
                2));
        PKI.refusals.set(0);
        assertThat(((SignatureFailed) signature(asked.documents().getFirst())).reason())
                .isEqualTo("certificate-revoked");
    }

    @Test
    void aWorkerThatLostItsLeaseBetweenKeyUseAndCommitDoesNotCount() throws Exception {
        PKI.refusals.set(Integer.MAX_VALUE);
        SignatureAsked asked = asked(signer, "B-T", "07", Duration.ofMinutes(5), 1);
        approve(signer, asked);
        await().atMost(Duration.ofSeconds(30)).until(() -> auditRows("key-use-intended", asked.requestId()) > 0);
        PKI.refusals.set(0);
        // Another instance holds the row now; this one finishes late with a lease that is no longer its own.
        String key = asked.requestId() + "/" + asked.documents().getFirst().documentId();
        worker().work(new WorkItem(
                "signature", key, TENANT, "{}", 9, Instant.now().plusSeconds(60), UUID.randomUUID()));

        verified(signer, asked.documents().getFirst());
        await().atMost(Duration.ofSeconds(10)).until(() -> work(key) == 0);
        assertThat(neighbours.all(SignatureCreatedEvent.class).stream()
                        .filter(e -> e.requestId().equals(asked.requestId())))
                .hasSize(1);
        assertThat(auditRows("key-use-intended", asked.requestId()))
                .as("both uses are audited")
                .isGreaterThan(1);
    }

    @Test
    void twoWorkersOnOneDocumentCommitOneResult() throws Exception {
        PKI.refusals.set(Integer.MAX_VALUE);
        SignatureAsked asked = asked(signer, "B-T", "07", Duration.ofMinutes(5), 1);
        approve(signer, asked);
        String key = asked.requestId() + "/" + asked.documents().getFirst().documentId();
        await().atMost(Duration.ofSeconds(30)).until(() -> auditRows("key-use-intended", asked.requestId()) > 0);
        PKI.refusals.set(0);
        List<Thread> others = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofVirtual()
                        .start(() -> worker().work(new WorkItem(
                                "signature", key, TENANT, "{}", i, Instant.now(), UUID.randomUUID()))))
                .toList();
        for (Thread other : others) {
            other.join();
        }
        verified(signer, asked.documents().getFirst());
        await().atMost(Duration.ofSeconds(10)).until(() -> work(key) == 0);
        assertThat(neighbours.all(SignatureCreatedEvent.class).stream()
                        .filter(e -> e.requestId().equals(asked.requestId())))
                .hasSize(1);
    }

    @Test
    void workThatSomebodySlippedIntoTheDatabaseUsesNoKey() {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofMinutes(5), 1);
        open(asked);
        String key = asked.requestId() + "/" + asked.documents().getFirst().documentId();
        jdbc.sql("UPDATE session SET state = 'approved' WHERE request_id = ?")
                .params(asked.requestId())
                .update();
        Instant now = Instant.now();
        transaction.executeWithoutResult(
                _ -> queue.add(new NewWork("signature", key, TENANT, "{}", now, now.plusSeconds(600))));
        assertThatThrownBy(() -> worker().work(new WorkItem("signature", key, TENANT, "{}", 1, now, UUID.randomUUID())))
                .isInstanceOf(vn.kyso.signing.row.RowAlteredException.class);
        assertThat(auditRows("key-use-intended", asked.requestId())).isZero();
        jdbc.sql("DELETE FROM messaging_work WHERE work_key = ?").params(key).update();
    }

    private void approve(Signer by, SignatureAsked asked) {
        ApprovalRequested request = open(asked);
        answer(by.phone().approve(request, "07"));
        accepted(asked);
    }

    private VerifiedCms verified(Signer by, DocumentToSign document) throws CmsInvalidException {
        SignatureCreated created = (SignatureCreated) signature(document);
        assertThat(created.digest()).isEqualTo(document.digest());
        return CmsSignature.verify(
                Base64.getUrlDecoder().decode(created.cms()),
                Base64.getUrlDecoder().decode(document.digest()),
                by.certificate());
    }

    private Worker worker() {
        return workers.stream()
                .filter(w -> w.queue().equals("signature"))
                .findFirst()
                .orElseThrow();
    }

    private long work(String key) {
        return jdbc.sql("SELECT count(*) FROM messaging_work WHERE queue = 'signature' AND work_key = ?")
                .params(key)
                .query(Long.class)
                .single();
    }
}
