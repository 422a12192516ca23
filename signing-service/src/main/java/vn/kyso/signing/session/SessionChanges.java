package vn.kyso.signing.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SessionChangedEvent.ClosedWithoutSignature;
import vn.kyso.contracts.event.SessionChangedEvent.Outcome;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.Outbox;
import vn.kyso.signing.session.SessionState.Approved;
import vn.kyso.signing.session.SessionState.Asked;
import vn.kyso.signing.session.SessionState.Awaiting;
import vn.kyso.signing.session.SessionState.Closed;
import vn.kyso.signing.session.SessionState.Ending;

/// Moves a session on and says so: state, event and audit row in the caller's transaction.
@Component
class SessionChanges {
    private final Sessions sessions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final InstantSource clock;

    SessionChanges(Sessions sessions, Outbox outbox, AuditLog audit, InstantSource clock) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// @return false if somebody else was first; then nothing was said
    boolean move(Session from, SessionState to, SessionChangedEvent event, String actor, Map<String, String> details) {
        Session moved = from.next(to);
        if (!sessions.move(from, moved)) {
            return false;
        }
        say(moved, event);
        audit.record("session-" + name(to), from.requestId(), actor, from.tenant(), details);
        return true;
    }

    /// Ends an open session without a signature.
    ///
    /// @param actor who caused it
    boolean close(Session open, Outcome outcome, ProblemType reason, @Nullable String detail, String actor) {
        Instant now = clock.instant();
        Ending ending = new Ending(outcome, reason.code(), detail, now);
        SessionState closed = switch (open.state()) {
            case Asked() -> new Closed(null, ending);
            case Awaiting awaiting -> new Closed(awaiting.opened(), ending);
            case Approved _, Closed _ -> throw new IllegalStateException("Session " + open.requestId() + " is decided");
        };
        return move(
                open,
                closed,
                new ClosedWithoutSignature(open.requestId(), outcome, reason.code(), detail, now),
                actor,
                Map.of("outcome", outcome.name(), "reason", reason.code()));
    }

    /// Says something that changes no state, as a version of its own.
    void remark(Session session, SessionChangedEvent event) {
        Session moved = session.next(session.state());
        if (sessions.move(session, moved)) {
            say(moved, event);
        }
    }

    private void say(Session session, SessionChangedEvent event) {
        outbox.append(
                EventTypes.envelope(event, session.requestId(), session.tenant(), session.version(), clock.instant()));
    }

    private static String name(SessionState state) {
        return switch (state) {
            case Asked _ -> "asked";
            case Awaiting _ -> "opened";
            case Approved _ -> "approved";
            case Closed _ -> "closed";
        };
    }
}
