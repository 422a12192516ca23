package vn.kyso.signing.session;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.kyso.approval.Assertion;
import vn.kyso.approval.Challenge;
import vn.kyso.approval.Evidence;
import vn.kyso.approval.EvidenceVerifier;
import vn.kyso.approval.Verdict;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalDeclined;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalGiven;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.SessionChangedEvent.AnswerRefused;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalAccepted;
import vn.kyso.contracts.event.SessionChangedEvent.Outcome;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.signing.authenticator.AppProperties;
import vn.kyso.signing.authenticator.Authenticator;
import vn.kyso.signing.authenticator.Authenticators;
import vn.kyso.signing.credential.KnownCertificate;
import vn.kyso.signing.credential.KnownCertificates;
import vn.kyso.signing.session.SessionState.Approved;
import vn.kyso.signing.session.SessionState.Asked;
import vn.kyso.signing.session.SessionState.Awaiting;
import vn.kyso.signing.session.SessionState.Closed;
import vn.kyso.signing.session.SessionState.Opened;

/// Step 8 of the signing cycle: verifies an answer against this service's own record and decides. Every method runs in
/// the transaction that holds the session's row; who may close a session is said in the package's description.
@Component
class DecideAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(DecideAnswer.class);

    private final SessionChanges changes;
    private final Sessions sessions;
    private final Authenticators authenticators;
    private final KnownCertificates certificates;
    private final WorkQueue work;
    private final AuditLog audit;
    private final MeterRegistry metrics;
    private final AppProperties app;
    private final SessionProperties properties;
    private final InstantSource clock;
    private final EvidenceVerifier verifier;

    DecideAnswer(
            SessionChanges changes,
            Sessions sessions,
            Authenticators authenticators,
            KnownCertificates certificates,
            WorkQueue work,
            AuditLog audit,
            MeterRegistry metrics,
            AppProperties app,
            SessionProperties properties,
            InstantSource clock) {
        this.changes = changes;
        this.sessions = sessions;
        this.authenticators = authenticators;
        this.certificates = certificates;
        this.work = work;
        this.audit = audit;
        this.metrics = metrics;
        this.app = app;
        this.properties = properties;
        this.clock = clock;
        this.verifier = new EvidenceVerifier(app.rpId(), app.origin());
    }

    /// An approval arrived.
    void approval(Session session, ApprovalGiven answer) {
        Instant now = clock.instant();
        switch (session.state()) {
            case Awaiting awaiting -> {
                if (now.isAfter(session.deadline())) {
                    refuse(session, answer.deviceId(), ProblemType.APPROVAL_LATE, "after the deadline");
                    Session current = sessions.lock(session.requestId()).orElseThrow();
                    changes.close(current, Outcome.EXPIRED, ProblemType.EXPIRED, null, "clock");
                    return;
                }
                verify(session, awaiting.opened(), answer, now);
            }
            case Approved approved ->
                refuse(
                        session,
                        answer.deviceId(),
                        approved.evidence().assertion().signature().equals(answer.signature())
                                ? ProblemType.APPROVAL_REPLAYED
                                : ProblemType.ALREADY_ANSWERED,
                        "the request is approved already");
            case Closed closed ->
                refuse(
                        session,
                        answer.deviceId(),
                        closed.ending().outcome() == Outcome.EXPIRED
                                ? ProblemType.APPROVAL_LATE
                                : ProblemType.REQUEST_FINISHED,
                        "the request is closed");
            case Asked _ ->
                refuse(session, answer.deviceId(), ProblemType.APPROVAL_ALTERED, "no approval was asked for yet");
        }
    }

    /// A refusal arrived; that it comes from the signer is the notification-service's word.
    void decline(Session session, ApprovalDeclined answer) {
        switch (session.state()) {
            case Awaiting _ -> {
                boolean mayAnswer = authenticators.of(session.asked().signer()).stream()
                        .anyMatch(a -> !a.revoked() && a.deviceId().toString().equals(answer.deviceId()));
                if (!mayAnswer) {
                    refuse(session, answer.deviceId(), ProblemType.APPROVAL_FOREIGN, "no device of this signer");
                    return;
                }
                changes.close(
                        session,
                        Outcome.DECLINED,
                        ProblemType.DECLINED,
                        shortened(answer.reason()),
                        "device:" + answer.deviceId() + " (by notification-service)");
            }
            case Approved _, Closed _, Asked _ ->
                refuse(session, answer.deviceId(), ProblemType.ALREADY_ANSWERED, "nothing is awaited");
        }
    }

    private void verify(Session session, Opened opened, ApprovalGiven answer, Instant now) {
        Optional<Authenticator> device = authenticators
                .lockByPasskey(answer.webauthnCredentialId())
                .filter(a -> !a.revoked())
                .filter(a -> a.signer().equals(session.asked().signer()))
                .filter(a -> a.signer().equals(answer.signer()))
                .filter(a -> a.deviceId().toString().equals(answer.deviceId()));
        if (device.isEmpty()) {
            refuse(session, answer.deviceId(), ProblemType.APPROVAL_FOREIGN, "no device of this signer may answer so");
            return;
        }
        Set<String> openedDocuments = new HashSet<>(answer.openedDocuments());
        Set<String> asked = session.asked().documents().stream()
                .map(DocumentToSign::documentId)
                .collect(Collectors.toSet());
        if (!asked.containsAll(openedDocuments)) {
            refuse(session, answer.deviceId(), ProblemType.APPROVAL_ALTERED, "it speaks of other documents");
            return;
        }
        Challenge challenge = session.challenge(opened, session.asked().matchCode(), openedDocuments);
        Evidence evidence = evidence(session, challenge, answer, device.get(), now);
        switch (verifier.verify(evidence)) {
            case Verdict.Holds holds -> accept(session, opened, evidence, device.get(), holds, now);
            case Verdict.Fails fails -> {
                if (fails.failure() == Verdict.Failure.CHALLENGE && approvedWithAnotherCode(evidence)) {
                    changes.close(
                            session,
                            Outcome.REFUSED,
                            ProblemType.APPROVAL_WRONG_MATCH_CODE,
                            null,
                            "device:" + answer.deviceId());
                    return;
                }
                // The library's words would name the expected challenge, from which the match code can be searched.
                refuse(
                        session,
                        answer.deviceId(),
                        reason(fails.failure()),
                        fails.failure().name());
            }
        }
    }

    private void accept(
            Session session, Opened opened, Evidence evidence, Authenticator device, Verdict.Holds holds, Instant now) {
        boolean first = changes.move(
                session,
                new Approved(opened, evidence),
                new ApprovalAccepted(
                        session.requestId(), device.deviceId().toString(), device.name(), evidence.approvedAt()),
                "device:" + device.deviceId(),
                Map.of(
                        "passkey", device.enrolment().credentialId(),
                        "signCount", Long.toString(holds.signCount()),
                        "backedUp", Boolean.toString(holds.backedUp()),
                        "matchCode", Boolean.toString(evidence.challenge().matchCode() != null)));
        if (!first) {
            return;
        }
        for (DocumentToSign document : session.asked().documents()) {
            work.add(new NewWork(
                    SigningQueue.NAME,
                    SigningQueue.key(session, document),
                    session.tenant(),
                    "{}",
                    now,
                    now.plus(properties.signingTime())));
        }
    }

    private Evidence evidence(
            Session session, Challenge challenge, ApprovalGiven answer, Authenticator device, Instant now) {
        KnownCertificate certificate =
                certificates.find(session.asked().certificateDigest()).orElseThrow();
        Base64.Encoder base64Url = Base64.getUrlEncoder().withoutPadding();
        return new Evidence(
                Evidence.VERSION,
                challenge,
                new Assertion(
                        answer.webauthnCredentialId(),
                        answer.clientDataJson(),
                        answer.authenticatorData(),
                        answer.signature(),
                        answer.userHandle()),
                device.enrolment(),
                certificate.chain().stream()
                        .map(c -> base64Url.encodeToString(Certificates.der(c)))
                        .toList(),
                app.origin(),
                now.truncatedTo(ChronoUnit.MILLIS));
    }

    /// Whether the signer's own passkey approved exactly this but for the match code. Only then has the signer seen the
    /// request and typed what another screen shows.
    private boolean approvedWithAnotherCode(Evidence evidence) {
        if (evidence.challenge().matchCode() == null) {
            return false;
        }
        byte[] clientData;
        try {
            clientData = Base64.getUrlDecoder().decode(evidence.assertion().clientDataJson());
        } catch (IllegalArgumentException e) {
            return false;
        }
        String text = new String(clientData, StandardCharsets.UTF_8);
        List<String> codes = IntStream.range(0, 100)
                .mapToObj(n -> String.format(Locale.ROOT, "%02d", n))
                .toList();
        for (String code : codes) {
            Challenge other = evidence.challenge().withMatchCode(code);
            String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(other.digest());
            // Where it stands in the text does not matter yet: the verifier reads it exactly.
            if (text.contains(digest) && verifier.verify(with(evidence, other)) instanceof Verdict.Holds) {
                return true;
            }
        }
        return false;
    }

    private static Evidence with(Evidence evidence, Challenge challenge) {
        return new Evidence(
                evidence.version(),
                challenge,
                evidence.assertion(),
                evidence.enrolment(),
                evidence.certificateChain(),
                evidence.origin(),
                evidence.approvedAt());
    }

    private static ProblemType reason(Verdict.Failure failure) {
        return switch (failure) {
            case OTHER_PASSKEY, ENROLMENT -> ProblemType.APPROVAL_FOREIGN;
            case LATE -> ProblemType.APPROVAL_LATE;
            case MALFORMED, CERTIFICATE, RP_ID, ORIGIN, CHALLENGE, USER_NOT_VERIFIED, SIGNATURE, ASSERTION ->
                ProblemType.APPROVAL_ALTERED;
        };
    }

    /// Counts, audits and reports an answer that did not count, and leaves the request as it is.
    private void refuse(Session session, String deviceId, ProblemType reason, String detail) {
        metrics.counter("kyso.signing.answers.refused", "reason", reason.code()).increment();
        LOG.warn("An answer to {} does not count: {}, {}", session.requestId(), reason.code(), detail);
        sessions.countRefusedAnswer(session.requestId());
        if (session.refusedAnswers() >= properties.maxReportedAnswers()) {
            return;
        }
        audit.record(
                "answer-refused",
                session.requestId(),
                "device:" + shortened(deviceId) + " (by notification-service)",
                session.tenant(),
                Map.of("reason", reason.code(), "detail", String.valueOf(shortened(detail))));
        changes.remark(
                session,
                new AnswerRefused(
                        session.requestId(), String.valueOf(shortened(deviceId)), reason.code(), clock.instant()));
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= 200 ? text : text.substring(0, 200);
    }
}
