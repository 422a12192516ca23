package vn.kyso.document.request;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.progress.Timeline;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.RateLimits;
import vn.kyso.frame.Requester;
import vn.kyso.messaging.Outbox;

/// The requester's wishes about an open request: signing-service decides what becomes of them.
@Component
class NudgeSignRequest {
    /// Of one request; a signer who does not answer will not answer faster for more.
    private static final int REMINDERS_PER_MINUTE = 3;

    private final SignRequests requests;
    private final Timeline timeline;
    private final Outbox outbox;
    private final AuditLog audit;
    private final RateLimits limits;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    NudgeSignRequest(
            SignRequests requests,
            Timeline timeline,
            Outbox outbox,
            AuditLog audit,
            RateLimits limits,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.requests = requests;
        this.timeline = timeline;
        this.outbox = outbox;
        this.audit = audit;
        this.limits = limits;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Asks for the end of a request. Asked twice, it is passed on once.
    void cancel(Requester requester, UUID id) {
        transaction.executeWithoutResult(tx -> {
            SignRequest request = lockOpen(requester, id);
            boolean asked = timeline.after(id, 0).stream()
                    .anyMatch(entry -> entry.type().equals("cancel-asked"));
            if (!asked) {
                Instant now = clock.instant();
                timeline.add(id, "cancel-asked", now, Map.of());
                append(request, new SignRequestedEvent.CancelAsked(id.toString(), requester.name(), now), now);
                audit.record(
                        "cancel-asked",
                        id.toString(),
                        "requester:" + requester.subject(),
                        requester.tenant(),
                        Map.of());
            }
        });
    }

    /// Asks that the signer be told again.
    void remind(Requester requester, UUID id) {
        if (requests.find(requester.tenant(), id).isEmpty()) {
            throw notFound();
        }
        limits.take("reminder:" + id, REMINDERS_PER_MINUTE);
        transaction.executeWithoutResult(tx -> {
            SignRequest request = lockOpen(requester, id);
            Instant now = clock.instant();
            timeline.add(id, "reminded", now, Map.of());
            append(request, new SignRequestedEvent.Reminded(id.toString(), now), now);
        });
    }

    private SignRequest lockOpen(Requester requester, UUID id) {
        SignRequest request = requests.lock(id)
                .filter(r -> r.tenant().equals(requester.tenant()))
                .orElseThrow(NudgeSignRequest::notFound);
        return switch (request.state()) {
            case ASKED, AWAITING_APPROVAL -> request;
            case APPROVED ->
                throw new ProblemException(ProblemType.ALREADY_ANSWERED, "The signer has approved already");
            case FINISHED -> throw new ProblemException(ProblemType.REQUEST_FINISHED, "The sign request is over");
        };
    }

    private void append(SignRequest request, SignRequestedEvent wish, Instant now) {
        long version = jdbc.sql("update sign_request set version = version + 1 where id = :id returning version")
                .param("id", request.id())
                .query(Long.class)
                .single();
        outbox.append(EventTypes.envelope(wish, request.id().toString(), request.tenant(), version, now));
    }

    static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such sign request");
    }
}
