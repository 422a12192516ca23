package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.kyso.approval.Evidence;
import vn.kyso.approval.EvidenceVerifier;
import vn.kyso.approval.Verdict;
import vn.kyso.cades.CmsSignature;
import vn.kyso.cades.VerifiedCms;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalDeclined;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalAccepted;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SessionChangedEvent.ClosedWithoutSignature;
import vn.kyso.contracts.event.SessionChangedEvent.Outcome;
import vn.kyso.contracts.event.SessionChangedEvent.ReminderDue;
import vn.kyso.contracts.event.SignRequestedEvent.CancelAsked;
import vn.kyso.contracts.event.SignRequestedEvent.Reminded;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent.SignatureCreated;
import vn.kyso.contracts.problem.ProblemType;

/// A request from the ask to its one decision.
class SessionTest extends SigningServiceTest {
    private Signer signer = nobody();

    @BeforeAll
    void enrol() {
        signer = enrol("ICA.001099012345", "p256");
    }

    @AfterEach
    void setTheClockBack() {
        AHEAD.set(Duration.ZERO);
    }

    @Test
    void anApprovedRequestGetsASignaturePerDocumentAndEvidence() throws Exception {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        assertThat(request.authenticators()).hasSize(1);
        assertThat(request.documents()).isEqualTo(asked.documents());

        String opened = asked.documents().getFirst().documentId();
        answer(signer.phone().approve(Phone.challenge(request, "07", Set.of(opened)), Set.of(opened), true));

        accepted(asked);
        for (DocumentToSign document : asked.documents()) {
            SignatureCreated created = (SignatureCreated) signature(document);
            assertThat(created.digest()).isEqualTo(document.digest());
            VerifiedCms cms = CmsSignature.verify(
                    Base64.getUrlDecoder().decode(created.cms()),
                    Base64.getUrlDecoder().decode(document.digest()),
                    signer.certificate());
            assertThat(cms.timestamp()).isPresent();
        }
        Api.Answer answer = api.requester(TENANT, "/v1/sign-requests/" + asked.requestId() + "/evidence");
        assertThat(answer.status()).isEqualTo(200);
        Evidence evidence = Evidence.fromJson(answer.body().toString());
        assertThat(new EvidenceVerifier("localhost", Phone.ORIGIN).verify(evidence))
                .isInstanceOf(Verdict.Holds.class);
        assertThat(evidence.challenge().documents()).extracting(d -> d.opened()).containsExactly(true, false);
    }

    @Test
    void evidenceIsForTheTenantThatAskedAlone() {
        SignatureAsked asked = asked(signer);
        String path = "/v1/sign-requests/" + asked.requestId() + "/evidence";
        ApprovalRequested request = open(asked);
        assertThat(api.requester(TENANT, path).status()).isEqualTo(404);
        answer(signer.phone().approve(request, "07"));
        accepted(asked);
        assertThat(api.requester("other", path).status()).isEqualTo(404);
        assertThat(api.anybody("GET", path, null).status()).isEqualTo(401);
        assertThat(api.operator("GET", path, null).status()).isIn(401, 403);
    }

    @Test
    void everyEventMayComeTwice() {
        SignatureAsked asked = asked(signer);
        EventEnvelope ask = ask(asked);
        neighbours.say(ask);
        ApprovalRequested request =
                neighbours.hear(ApprovalRequested.class, e -> e.requestId().equals(asked.requestId()));
        ask(asked);
        EventEnvelope approval = answer(signer.phone().approve(request, "07"));
        neighbours.say(approval);
        asked.documents().forEach(this::signature);
        neighbours.say(approval);

        // The same answer in a new event: not dropped by the inbox, but it can't count twice.
        answer((vn.kyso.contracts.event.ApprovalReceivedEvent) Neighbours.payload(approval));
        assertThat(refusals(asked, 1)).containsExactly("approval-replayed");
        assertThat(count(ApprovalRequested.class, asked)).isEqualTo(1);
        assertThat(count(ApprovalAccepted.class, asked)).isEqualTo(1);
        assertThat(neighbours.all(SignatureCreatedEvent.class).stream()
                        .filter(e -> e.requestId().equals(asked.requestId())))
                .hasSize(2);
    }

    @Test
    void aCancellationThatComesFirstIsHeardBeforeAnybodysPhoneRings() {
        SignatureAsked asked = asked(signer);
        neighbours.say(new CancelAsked(asked.requestId(), "demo-client", Instant.now()), asked.requestId(), TENANT, 2);
        Awaitility.await().until(() -> count("SELECT count(*) FROM messaging_parked") > 0);
        ask(asked);
        assertThat(closed(asked).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(count(ApprovalRequested.class, asked)).isZero();
    }

    @Test
    void whatComesBeforeTheAskThatItSpeaksOfDecidesNothing() {
        SignatureAsked asked = asked(signer);
        Phone phone = signer.phone();
        answer(phone.answer(asked.requestId(), Set.of(), phone.assertion(new byte[32], true)));
        answer(new ApprovalDeclined(asked.requestId(), signer.ref(), phone.deviceId, "Không", Instant.now()));
        neighbours.say(new Reminded(asked.requestId(), Instant.now()), asked.requestId(), TENANT, 2);
        Awaitility.await().until(() -> parked(asked) == 3);

        ApprovalRequested request = open(asked);
        assertThat(refusals(asked, 2)).containsExactlyInAnyOrder("approval-altered", "already-answered");
        assertThat(parked(asked)).isZero();
        assertThat(state(asked)).isEqualTo("awaiting");
        answer(phone.approve(request, "07"));
        accepted(asked);
        assertThat(count(ReminderDue.class, asked)).isZero();
        assertThat(count(ClosedWithoutSignature.class, asked)).isZero();
    }

    private long parked(SignatureAsked asked) {
        return jdbc.sql("SELECT count(*) FROM messaging_parked WHERE waits_for = ?")
                .param("request:" + asked.requestId())
                .query(Long.class)
                .single();
    }

    @Test
    void aCertificateThatIsHeardOfLaterStillCounts() {
        Signer late = enrolWithoutCertificate("ICA.001099012399");
        SignatureAsked asked = asked(late);
        ask(asked);
        Awaitility.await().until(() -> count("SELECT count(*) FROM session WHERE state = 'asked'") > 0);
        say(late.certificate(), late.ref(), late.credentialId(), SigningPki.Status.GOOD, Instant.now(), 1);
        neighbours.hear(ApprovalRequested.class, e -> e.requestId().equals(asked.requestId()));
    }

    @Test
    void aCertificateThatNobodyHeardOfIsRefusedAfterAWhile() {
        Signer unknown = enrolWithoutCertificate("ICA.001099012398");
        SignatureAsked asked = asked(unknown);
        ask(asked);
        assertThat(closed(asked).reason()).isEqualTo("certificate-not-found");
    }

    @Test
    void aWrongMatchCodeClosesTheRequest() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        answer(signer.phone().approve(request, "70"));
        ClosedWithoutSignature closed = closed(asked);
        assertThat(closed.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(closed.reason()).isEqualTo("approval-wrong-match-code");

        answer(signer.phone().approve(request, "07"));
        assertThat(refusals(asked, 1)).containsExactly("request-finished");
        assertThat(state(asked)).isEqualTo("closed");
    }

    @Test
    void anApprovalOneSecondLateIsRefusedAndTheRequestExpired() {
        SignatureAsked asked = asked(signer, "B-T", "07", Duration.ofSeconds(90), 1);
        ApprovalRequested request = open(asked);
        AHEAD.set(Duration.between(Instant.now(), request.approveUntil()).plusSeconds(1));
        answer(signer.phone().approve(request, "07"));
        assertThat(refusals(asked, 1)).containsExactly("approval-late");
        assertThat(closed(asked).outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(count(ApprovalAccepted.class, asked)).isZero();
    }

    @Test
    void aRequestThatNobodyAnswersExpires() {
        SignatureAsked asked = asked(signer, "B-T", "07", Duration.ofSeconds(2), 1);
        open(asked);
        assertThat(closed(asked).outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    void anotherSignersPhoneClosesNothing() {
        Signer other = enrol("ICA.0312345678", "p256");
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        answer(other.phone().approve(request, "07"));
        answer(new ApprovalDeclined(asked.requestId(), signer.ref(), other.phone().deviceId, "Không", Instant.now()));
        assertThat(refusals(asked, 2)).containsExactly("approval-foreign");
        answer(signer.phone().approve(request, "07"));
        accepted(asked);
    }

    @Test
    void aRevokedPhoneClosesNothing() {
        Phone lost = Phone.bind(api, activation(signer.userId()));
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        assertThat(request.authenticators()).hasSizeGreaterThan(1);
        assertThat(api.operator("DELETE", "/v1/operator/devices/" + lost.deviceId, null)
                        .status())
                .isEqualTo(204);
        answer(lost.approve(request, "07"));
        assertThat(refusals(asked, 1)).containsExactly("approval-foreign");
        answer(signer.phone().approve(request, "07"));
        accepted(asked);
    }

    @Test
    void aRefusalByTheSignerClosesTheRequest() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        answer(new ApprovalDeclined(
                asked.requestId(), signer.ref(), signer.phone().deviceId, "Sai số tiền", Instant.now()));
        ClosedWithoutSignature closed = closed(asked);
        assertThat(closed.outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(closed.detail()).isEqualTo("Sai số tiền");
        answer(signer.phone().approve(request, "07"));
        assertThat(refusals(asked, 1)).containsExactly("request-finished");
    }

    @Test
    void approvalAndCancellationNeverBothWin() {
        List<SignatureAsked> race = IntStream.range(0, 15)
                .mapToObj(_ -> asked(signer, "B-B", "07", Duration.ofMinutes(5), 1))
                .toList();
        for (SignatureAsked asked : race) {
            ApprovalRequested request = open(asked);
            var approval = signer.phone().approve(request, "07");
            Thread cancelling = Thread.ofVirtual()
                    .start(() -> neighbours.say(
                            new CancelAsked(asked.requestId(), "demo-client", Instant.now()),
                            asked.requestId(),
                            TENANT,
                            2));
            answer(approval);
            join(cancelling);
        }
        for (SignatureAsked asked : race) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Set.of("approved", "closed").contains(state(asked)));
            if (state(asked).equals("approved")) {
                assertThat(signature(asked.documents().getFirst())).isInstanceOf(SignatureCreated.class);
                assertThat(count(ClosedWithoutSignature.class, asked)).isZero();
            } else {
                assertThat(closed(asked).outcome()).isEqualTo(Outcome.CANCELLED);
                assertThat(count(ApprovalAccepted.class, asked)).isZero();
            }
        }
    }

    @Test
    void askingWithoutACodeNeedsTheSignersConsent() {
        SignatureAsked without = asked(signer, "B-B", null, Duration.ofMinutes(5), 1);
        ask(without);
        assertThat(closed(without).reason()).isEqualTo("match-code-required");

        consent(true, false);
        SignatureAsked allowed = asked(signer, "B-B", null, Duration.ofMinutes(5), 1);
        ApprovalRequested request = open(allowed);
        assertThat(request.matchCodeRequired()).isFalse();
        // An empty code is not the same as none.
        answer(signer.phone().approve(request, ""));
        assertThat(refusals(allowed, 1)).containsExactly("approval-altered");
        answer(signer.phone().approve(request, null));
        accepted(allowed);

        consent(false, true);
        SignatureAsked blocked = asked(signer);
        ask(blocked);
        assertThat(closed(blocked).reason()).isEqualTo("tenant-blocked");
        consent(false, false);
    }

    @Test
    void aTenantMayNotWearASignerDown() {
        Signer busy = enrol("ICA.001099012397", "p256");
        IntStream.range(0, 25).forEach(_ -> ask(asked(busy, "B-B", "07", Duration.ofMinutes(5), 1)));
        SignatureAsked oneMore = asked(busy);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> openOf(busy) == 25);
        ask(oneMore);
        assertThat(closed(oneMore).reason()).isEqualTo("too-many-open-requests");
    }

    @Test
    void aSignerWithoutADeviceCanNotBeAsked() {
        Signer bare = enrolWithoutPhone("ICA.001099012396", "p256");
        SignatureAsked asked = asked(bare);
        ask(asked);
        assertThat(closed(asked).reason()).isEqualTo("no-authenticator");
    }

    @Test
    void aCertificateOfAnotherSignerIsRefused() {
        SignatureAsked asked = asked(new Signer(
                signer.userId(),
                base64(sha256("somebody")),
                signer.credentialId(),
                signer.certificate(),
                signer.phone()));
        ask(asked);
        assertThat(closed(asked).reason()).isEqualTo("certificate-not-of-signer");
    }

    @Test
    void aReminderIsPassedOnWhileTheRequestIsOpen() {
        SignatureAsked asked = asked(signer);
        open(asked);
        neighbours.say(new Reminded(asked.requestId(), Instant.now()), asked.requestId(), TENANT, 2);
        neighbours.hear(ReminderDue.class, e -> e.requestId().equals(asked.requestId()));
    }

    @Test
    void anotherTenantsEventMovesNothing() {
        SignatureAsked asked = asked(signer);
        open(asked);
        EventEnvelope foreign =
                neighbours.say(new CancelAsked(asked.requestId(), "x", Instant.now()), asked.requestId(), "other", 2);
        assertThat(putAside(foreign)).isEqualTo(ProblemType.EVENT_REFUSED);
        assertThat(state(asked)).isEqualTo("awaiting");
    }

    private void consent(boolean withoutCode, boolean blocked) {
        assertThat(signer.phone().consent(api, TENANT, withoutCode, blocked).status())
                .isEqualTo(204);
    }

    private Signer enrolWithoutCertificate(String userId) {
        Signer signer = enrolSilently(userId);
        return new Signer(
                userId, signer.ref(), signer.credentialId(), signer.certificate(), Phone.bind(api, activation(userId)));
    }

    private long openOf(Signer busy) {
        return jdbc.sql("SELECT count(*) FROM session WHERE signer = ? AND state = 'awaiting'")
                .params(busy.ref())
                .query(Long.class)
                .single();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private <T extends vn.kyso.contracts.event.SessionChangedEvent> long count(Class<T> type, SignatureAsked asked) {
        return neighbours.all(type).stream()
                .filter(e -> e.requestId().equals(asked.requestId()))
                .count();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
