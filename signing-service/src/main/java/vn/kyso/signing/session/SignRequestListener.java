package vn.kyso.signing.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.contracts.event.SessionChangedEvent.Outcome;
import vn.kyso.contracts.event.SessionChangedEvent.ReminderDue;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignRequestedEvent.CancelAsked;
import vn.kyso.contracts.event.SignRequestedEvent.Reminded;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.ParkedEvents;
import vn.kyso.messaging.UnprocessableEventException;
import vn.kyso.signing.session.SessionState.Approved;
import vn.kyso.signing.session.SessionState.Asked;
import vn.kyso.signing.session.SessionState.Awaiting;
import vn.kyso.signing.session.SessionState.Closed;

/// What document-service asks: a signature, a reminder, an end. What comes before the ask that it speaks of waits for
/// it.
@Component
class SignRequestListener implements EventListener {
    private static final int MAX_DOCUMENTS = 1_000;

    private final Sessions sessions;
    private final OpenSession openSession;
    private final OpenLater openLater;
    private final SessionChanges changes;
    private final ParkedEvents parked;
    private final AuditLog audit;
    private final SessionProperties properties;
    private final InstantSource clock;

    SignRequestListener(
            Sessions sessions,
            OpenSession openSession,
            OpenLater openLater,
            SessionChanges changes,
            ParkedEvents parked,
            AuditLog audit,
            SessionProperties properties,
            InstantSource clock) {
        this.sessions = sessions;
        this.openSession = openSession;
        this.openLater = openLater;
        this.changes = changes;
        this.parked = parked;
        this.audit = audit;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.SIGN_REQUESTED;
    }

    @Override
    public void on(EventEnvelope event) {
        SignRequestedEvent said = payload(event);
        if (!said.requestId().equals(event.key())) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The event's key is another request");
        }
        if (said instanceof SignatureAsked asked) {
            ask(event, asked);
            return;
        }
        Optional<Session> session = sessions.lock(said.requestId());
        if (session.isEmpty()) {
            parked.park(event, waitsFor(said.requestId()));
            return;
        }
        if (!session.get().tenant().equals(event.tenant())) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The request is another tenant's");
        }
        switch (said) {
            case Reminded _ -> remind(session.get());
            case CancelAsked cancel -> cancel(session.get(), cancel);
            case SignatureAsked _ -> throw new IllegalStateException("Handled above");
        }
    }

    /// The name under which events wait for a request.
    static String waitsFor(String requestId) {
        return "request:" + requestId;
    }

    private void ask(EventEnvelope event, SignatureAsked asked) {
        validate(event, asked);
        Instant latest = clock.instant().plus(properties.maxLifetime());
        Instant deadline =
                (asked.approveUntil().isAfter(latest) ? latest : asked.approveUntil()).truncatedTo(ChronoUnit.MILLIS);
        Session session = new Session(asked, deadline, new Asked(), 1, 0);
        if (!sessions.add(session)) {
            return;
        }
        audit.record(
                "session-asked",
                asked.requestId(),
                "service:document-service",
                asked.tenant(),
                Map.of("signer", asked.signer(), "certificate", asked.certificateDigest()));
        // A cancellation that came first is heard before anybody's phone rings.
        parked.release(waitsFor(asked.requestId()));
        Session now = sessions.lock(asked.requestId()).orElseThrow();
        if (now.state() instanceof Asked && !openSession.open(now, Duration.ZERO)) {
            openLater.add(now);
        }
    }

    private void remind(Session session) {
        if (session.state() instanceof Awaiting) {
            changes.remark(session, new ReminderDue(session.requestId(), clock.instant()));
        }
    }

    private void cancel(Session session, CancelAsked cancel) {
        switch (session.state()) {
            case Asked _, Awaiting _ ->
                changes.close(session, Outcome.CANCELLED, ProblemType.CANCELLED, null, "requester:" + cancel.by());
            case Approved _, Closed _ ->
                audit.record(
                        "cancel-came-late",
                        session.requestId(),
                        "requester:" + cancel.by(),
                        session.tenant(),
                        Map.of());
        }
    }

    private static SignRequestedEvent payload(EventEnvelope event) {
        try {
            if (EventTypes.payloadOf(event) instanceof SignRequestedEvent said) {
                return said;
            }
        } catch (EventUnreadableException e) {
            throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "The event can't be read", e);
        }
        throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "Not a sign request's event");
    }

    private static void validate(EventEnvelope event, SignatureAsked asked) {
        require(event.tenant().equals(asked.tenant()), "the envelope's tenant is another");
        require(
                !asked.documents().isEmpty() && asked.documents().size() <= MAX_DOCUMENTS,
                "it asks for none or more than " + MAX_DOCUMENTS + " documents");
        require(Set.of("B-B", "B-T", "B-LT", "B-LTA").contains(asked.level()), "its level is unknown");
        require(asked.matchCode() == null || asked.matchCode().matches("[0-9]{2}"), "its match code is not two digits");
        require(!asked.requester().isBlank(), "it names no requester");
        require(asked.requestId().indexOf('/') < 0, "its id has a slash");
        require(digest(asked.certificateDigest()), "its certificate digest is none");
        Set<String> ids = new HashSet<>();
        for (DocumentToSign document : asked.documents()) {
            require(ids.add(document.documentId()), "it names a document twice");
            require(digest(document.digest()), "a document's digest is none");
            require(document.contentsReservedBytes() > 0, "a document reserves nothing for its signature");
        }
    }

    private static boolean digest(String base64Url) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64Url);
            return bytes.length == 32
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(base64Url);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "Refused: " + otherwise);
        }
    }
}
