package vn.kyso.signing.session;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventTooLargeException;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SessionChangedEvent.Outcome;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.CatchUp;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.signing.authenticator.AppProperties;
import vn.kyso.signing.authenticator.Authenticators;
import vn.kyso.signing.authenticator.Consents;
import vn.kyso.signing.authenticator.Consents.Consent;
import vn.kyso.signing.credential.CertificateProperties;
import vn.kyso.signing.credential.Credential;
import vn.kyso.signing.credential.Credentials;
import vn.kyso.signing.credential.KnownCertificate;
import vn.kyso.signing.credential.KnownCertificates;
import vn.kyso.signing.session.SessionState.Awaiting;
import vn.kyso.signing.session.SessionState.Opened;

/// Step 4 of the signing cycle: checks certificate, consent and limits by this service's own records, draws the nonce
/// and asks for approval, or closes with a typed reason.
@Component
class OpenSession {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SessionChanges changes;
    private final Sessions sessions;
    private final KnownCertificates certificates;
    private final Credentials credentials;
    private final Authenticators authenticators;
    private final Consents consents;
    private final CatchUp catchUp;
    private final WorkQueue work;
    private final AppProperties app;
    private final CertificateProperties certificateProperties;
    private final SessionProperties properties;
    private final InstantSource clock;

    OpenSession(
            SessionChanges changes,
            Sessions sessions,
            KnownCertificates certificates,
            Credentials credentials,
            Authenticators authenticators,
            Consents consents,
            CatchUp catchUp,
            WorkQueue work,
            AppProperties app,
            CertificateProperties certificateProperties,
            SessionProperties properties,
            InstantSource clock) {
        this.changes = changes;
        this.sessions = sessions;
        this.certificates = certificates;
        this.credentials = credentials;
        this.authenticators = authenticators;
        this.consents = consents;
        this.catchUp = catchUp;
        this.work = work;
        this.app = app;
        this.certificateProperties = certificateProperties;
        this.properties = properties;
        this.clock = clock;
    }

    /// Opens or closes the session, in the caller's transaction.
    ///
    /// @param askedSince how long this service has known of it
    /// @return false if it can be neither yet: nothing, or nothing recent, is known of its certificate
    boolean open(Session session, Duration askedSince) {
        SignatureAsked asked = session.asked();
        Instant now = clock.instant();
        if (!now.isBefore(session.deadline())) {
            return changes.close(session, Outcome.EXPIRED, ProblemType.EXPIRED, null, "clock");
        }
        Optional<KnownCertificate> known = certificates.find(asked.certificateDigest());
        if (known.isEmpty()) {
            return !newsMayCome(askedSince) && refuse(session, ProblemType.CERTIFICATE_NOT_FOUND, null);
        }
        KnownCertificate certificate = known.get();
        if (!certificate.signer().equals(asked.signer())) {
            return refuse(session, ProblemType.CERTIFICATE_NOT_OF_SIGNER, null);
        }
        Optional<ProblemType> refusal = certificate.refusalAt(now, certificateProperties.maxStatusAge());
        if (refusal.isPresent()) {
            boolean waits = refusal.get() == ProblemType.CERTIFICATE_STATUS_STALE && newsMayCome(askedSince);
            return !waits && refuse(session, refusal.get(), null);
        }
        Optional<Credential> credential = Optional.ofNullable(certificate.credentialId())
                .flatMap(credentials::find)
                .filter(c -> c.destroyedAt() == null);
        if (credential.isEmpty()) {
            return refuse(session, ProblemType.CERTIFICATE_KEY_ELSEWHERE, null);
        }
        return admit(session, certificate, credential.get());
    }

    /// Whether word of a certificate may be under way: the projection is behind, or a platform that slept is waking.
    private boolean newsMayCome(Duration askedSince) {
        return !catchUp.caughtUp(Topic.CERTIFICATE_CHANGED)
                || askedSince.compareTo(properties.certificateWait()) < 0;
    }

    private boolean admit(Session session, KnownCertificate certificate, Credential credential) {
        SignatureAsked asked = session.asked();
        Consent consent = consents.of(asked.signer(), asked.tenant());
        if (consent.blocked()) {
            return refuse(session, ProblemType.TENANT_BLOCKED, null);
        }
        if (asked.matchCode() == null && !consent.withoutCode()) {
            return refuse(session, ProblemType.MATCH_CODE_REQUIRED, null);
        }
        if (sessions.countOpen(asked.signer(), asked.tenant()) > properties.maxOpen()) {
            return refuse(session, ProblemType.TOO_MANY_OPEN_REQUESTS, null);
        }
        List<String> mayAnswer = authenticators.of(asked.signer()).stream()
                .filter(a -> !a.revoked())
                .map(a -> a.enrolment().credentialId())
                .toList();
        if (mayAnswer.isEmpty()) {
            return refuse(session, ProblemType.NO_AUTHENTICATOR, null);
        }
        try {
            return request(session, certificate, credential, mayAnswer);
        } catch (EventTooLargeException e) {
            return refuse(session, ProblemType.TOO_MANY_DOCUMENTS, e.getMessage());
        }
    }

    private boolean request(
            Session session, KnownCertificate certificate, Credential credential, List<String> mayAnswer) {
        SignatureAsked asked = session.asked();
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        Opened opened = new Opened(
                credential.id().toString(),
                credential.keyType().algorithm().name(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(nonce),
                app.rpId());
        ApprovalRequested event = new ApprovalRequested(
                asked.requestId(),
                asked.tenant(),
                asked.requester(),
                asked.signer(),
                opened.credentialId(),
                asked.certificateDigest(),
                certificate.serial(),
                certificate.holder(),
                certificate.issuer(),
                opened.algorithm(),
                opened.nonce(),
                opened.rpId(),
                asked.matchCode() != null,
                asked.level(),
                asked.reason(),
                asked.location(),
                asked.askedAt(),
                session.deadline(),
                mayAnswer,
                asked.documents());
        boolean moved = changes.move(
                session,
                new Awaiting(opened),
                event,
                "service:document-service",
                Map.of(
                        "signer", asked.signer(),
                        "certificate", asked.certificateDigest(),
                        "documents", Integer.toString(asked.documents().size()),
                        "matchCode", Boolean.toString(asked.matchCode() != null)));
        if (moved) {
            work.add(new NewWork(
                    ExpireSession.QUEUE,
                    session.requestId(),
                    session.tenant(),
                    "{}",
                    session.deadline(),
                    session.deadline().plus(ExpireSession.PATIENCE)));
        }
        return moved;
    }

    private boolean refuse(Session session, ProblemType reason, @Nullable String detail) {
        return changes.close(session, Outcome.REFUSED, reason, detail, "service:signing-service");
    }
}
