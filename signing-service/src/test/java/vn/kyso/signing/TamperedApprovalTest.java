package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.kyso.testkit.Altered.with;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.kyso.approval.Assertion;
import vn.kyso.approval.Challenge;
import vn.kyso.approval.ChallengeDocument;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalGiven;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.contracts.problem.ProblemType;

/// Approvals that somebody has changed on the way, field by field and bit by bit: none counts, none closes the
/// request, and the true one is still accepted after all of them.
class TamperedApprovalTest extends SigningServiceTest {
    private Signer signer = nobody();

    @BeforeAll
    void enrol() {
        signer = enrol("ICA.001099012345", "p256");
    }

    @Test
    void noFieldOfTheChallengeMayDiffer() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        Challenge approved = Phone.challenge(request, "07", Set.of());
        List<Challenge> others = new ArrayList<>();
        others.add(with(approved, "rpId", "sign.example"));
        others.add(with(approved, "tenant", "other"));
        others.add(with(approved, "requester", "Công ty Khác"));
        others.add(with(approved, "requestId", UUID.randomUUID().toString()));
        others.add(with(approved, "nonce", base64(sha256("another nonce"))));
        others.add(with(approved, "signer", base64(sha256("another signer"))));
        others.add(with(approved, "credentialId", "another-credential"));
        others.add(with(approved, "certificateDigest", base64(sha256("another certificate"))));
        others.add(with(approved, "algorithm", "RS256"));
        others.add(with(approved, "deadline", approved.deadline().plusMillis(1)));
        others.add(with(approved, "matchCode", null));
        others.add(with(approved, "matchCode", ""));
        others.add(with(approved, "matchCode", "7"));
        others.add(with(approved, "matchCode", "007"));
        ChallengeDocument first = approved.documents().getFirst();
        ChallengeDocument second = approved.documents().getLast();
        List<List<ChallengeDocument>> lists = List.of(
                List.of(second, first),
                List.of(first),
                List.of(first, with(second, "name", "x")),
                List.of(first, with(second, "digest", base64(sha256("x")))),
                List.of(first, with(second, "opened", true)));
        lists.forEach(list -> others.add(with(approved, "documents", list)));
        for (Challenge other : others) {
            Assertion assertion = signer.phone().assertion(other, true);
            answer(signer.phone().answer(asked.requestId(), Set.of(), assertion));
        }

        assertThat(refusals(asked, others.size())).containsExactly("approval-altered");
        assertThat(state(asked)).isEqualTo("awaiting");
        answer(signer.phone().approve(request, "07"));
        accepted(asked);
    }

    @Test
    void noByteOfTheAnswerMayDiffer() {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofMinutes(5), 1);
        ApprovalRequested request = open(asked);
        ApprovalGiven good = signer.phone().approve(request, "07");
        List<ApprovalGiven> changed = new ArrayList<>();
        eachByte(good.clientDataJson()).forEach(b -> changed.add(with(good, "clientDataJson", b)));
        eachByte(good.authenticatorData()).forEach(b -> changed.add(with(good, "authenticatorData", b)));
        eachByte(good.signature()).forEach(b -> changed.add(with(good, "signature", b)));
        eachByte(Objects.requireNonNull(good.userHandle())).forEach(b -> changed.add(with(good, "userHandle", b)));
        changed.add(with(good, "userHandle", ""));
        changed.forEach(this::answer);

        assertThat(changed).hasSizeGreaterThan(200);
        assertThat(refusals(asked, changed.size())).containsExactly("approval-altered");
        assertThat(state(asked)).isEqualTo("awaiting");
        answer(good);
        accepted(asked);
    }

    @Test
    void nobodyElseMayHaveAnswered() {
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofMinutes(5), 1);
        ApprovalGiven good = signer.phone().approve(open(asked), "07");
        Phone second = Phone.bind(api, activation(signer.userId()));
        List<ApprovalGiven> changed = new ArrayList<>();
        eachByte(good.webauthnCredentialId()).forEach(b -> changed.add(with(good, "webauthnCredentialId", b)));
        changed.add(with(good, "webauthnCredentialId", ""));
        changed.add(with(good, "deviceId", UUID.randomUUID().toString()));
        changed.add(with(good, "deviceId", second.deviceId));
        changed.add(with(good, "deviceId", "no device"));
        changed.add(with(good, "deviceId", ""));
        changed.add(with(good, "signer", base64(sha256("another signer"))));
        changed.add(with(good, "signer", ""));
        changed.forEach(this::answer);

        assertThat(refusals(asked, changed.size())).containsExactly("approval-foreign");
        assertThat(state(asked)).isEqualTo("awaiting");
        answer(good);
        accepted(asked);
    }

    /// When an answer came is for this service to say, not for whoever passes it on.
    @Test
    void anotherTimeOfReceiptChangesNothing() {
        SignatureAsked late = asked(signer, "B-B", "07", Duration.ofSeconds(90), 1);
        ApprovalRequested request = open(late);
        AHEAD.set(Duration.between(Instant.now(), request.approveUntil()).plusSeconds(1));
        try {
            answer(with(signer.phone().approve(request, "07"), "receivedAt", late.askedAt()));
            assertThat(refusals(late, 1)).containsExactly("approval-late");
        } finally {
            AHEAD.set(Duration.ZERO);
        }
        SignatureAsked asked = asked(signer, "B-B", "07", Duration.ofMinutes(5), 1);
        ApprovalGiven good = signer.phone().approve(open(asked), "07");
        answer(with(good, "receivedAt", Instant.now().plus(Duration.ofDays(2))));
        accepted(asked);
        Api.Answer evidence = api.requester(TENANT, "/v1/sign-requests/" + asked.requestId() + "/evidence");
        assertThat(Instant.parse(evidence.body().path("approvedAt").asString()))
                .isBefore(Instant.now().plus(Duration.ofMinutes(1)));
    }

    @Test
    void theListOfOpenedDocumentsIsThePhonesWord() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        ApprovalGiven good = signer.phone().approve(request, "07");
        answer(with(
                good, "openedDocuments", List.of(asked.documents().getFirst().documentId())));
        answer(with(good, "openedDocuments", List.of("no-document-of-this-request")));
        assertThat(refusals(asked, 2)).containsExactly("approval-altered");
        answer(good);
        accepted(asked);
    }

    @Test
    void theUserMustHaveBeenVerified() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        answer(signer.phone().approve(Phone.challenge(request, "07", Set.of()), Set.of(), false));
        assertThat(refusals(asked, 1)).containsExactly("approval-altered");
    }

    @Test
    void aWrongCodeCountsOnlyFromTheSignersOwnPasskey() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        // A passkey that nobody bound, with the real one's id, over the challenge of a wrong code.
        var registration = new SoftwareAuthenticator(Phone.ORIGIN)
                .create("localhost", new byte[32], new byte[16], SoftwareAuthenticator.newKey(), true);
        Assertion forged = new SoftwareAuthenticator(Phone.ORIGIN)
                .get(
                        registration.passkey(),
                        Phone.challenge(request, "70", Set.of()).digest(),
                        true);
        Assertion relabelled = new Assertion(
                request.authenticators().getFirst(),
                forged.clientDataJson(),
                forged.authenticatorData(),
                forged.signature(),
                forged.userHandle());
        answer(signer.phone().answer(asked.requestId(), Set.of(), relabelled));
        assertThat(refusals(asked, 1)).containsExactly("approval-altered");
        assertThat(state(asked)).isEqualTo("awaiting");
    }

    @Test
    void anApprovalOfAnotherRequestDoesNotCount() {
        SignatureAsked first = asked(signer);
        SignatureAsked second = asked(signer);
        ApprovalRequested request = open(first);
        open(second);
        Assertion assertion = signer.phone().assertion(Phone.challenge(request, "07", Set.of()), true);
        answer(signer.phone().answer(second.requestId(), Set.of(), assertion));
        assertThat(refusals(second, 1)).containsExactly("approval-altered");
        EventEnvelope misplaced = neighbours.say(signer.phone().approve(request, "07"), second.requestId(), TENANT, 1);
        assertThat(putAside(misplaced)).isEqualTo(ProblemType.EVENT_REFUSED);
        assertThat(state(first)).isEqualTo("awaiting");
        assertThat(state(second)).isEqualTo("awaiting");
    }

    @Test
    void anApprovalThatAnotherServiceSignedIsNotHeard() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        EventEnvelope event =
                EventTypes.envelope(signer.phone().approve(request, "07"), asked.requestId(), TENANT, 1, Instant.now());
        neighbours.say(event, Service.DOCUMENT);
        assertThat(putAside(event)).isEqualTo(ProblemType.EVENT_FOREIGN);
        assertThat(state(asked)).isEqualTo("awaiting");
    }

    @Test
    void rowsThatSomebodyWroteIntoTheDatabaseCountForNothing() {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        jdbc.sql("UPDATE session SET asked = replace(asked, ?, ?) WHERE request_id = ?")
                .params(asked.documents().getFirst().digest(), base64(sha256("another document")), asked.requestId())
                .update();
        EventEnvelope approval = answer(signer.phone().approve(request, "07"));
        assertThat(putAside(approval)).isEqualTo(ProblemType.INTERNAL_ERROR);
        assertThat(state(asked)).isEqualTo("awaiting");
        assertThat(api.requester(TENANT, "/v1/sign-requests/" + asked.requestId() + "/evidence")
                        .status())
                .isEqualTo(500);
    }

    /// Each byte with one bit flipped, another one from byte to byte.
    private static List<String> eachByte(String base64Url) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64Url);
        List<String> changed = new ArrayList<>();
        for (int at = 0; at < bytes.length; at++) {
            byte[] copy = bytes.clone();
            copy[at] ^= (byte) (1 << at % 8);
            changed.add(base64(copy));
        }
        return changed;
    }
}
