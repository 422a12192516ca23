package vn.kyso.notification.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.ApprovalReceivedEvent;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalDeclined;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalGiven;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.Device;
import vn.kyso.frame.LogContext;
import vn.kyso.frame.ProblemException;
import vn.kyso.messaging.Outbox;

/// Passes devices' answers on to the signing-service (step 7 of the signing cycle).
///
/// Every answer travels until the signing-service has decided: a wrong or forged one must not keep the signer's own
/// from being heard. The same answer sent again travels once; the number of different ones per device is limited.
@Component
class Answers {
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InboxProperties properties;
    private final JsonMapper json;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    Answers(
            JdbcClient jdbc,
            Outbox outbox,
            AuditLog audit,
            TransactionTemplate transaction,
            InboxProperties properties,
            JsonMapper json,
            InstantSource clock,
            MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// @throws ProblemException `not-found`, a conflict that says how the request was decided, `invalid-field` for a
    ///     document that the request doesn't have, or `rate-limited`
    void receive(Device device, String requestId, Answer answer) {
        transaction.executeWithoutResult(status -> {
            Asked asked = lock(device.signer().value(), requestId);
            LogContext.signRequest(asked.request.tenant, asked.requestId);
            Instant now = clock.instant();
            refuseDecided(asked, now);
            if (answer instanceof Answer.Approve approve) {
                refuseForeignDocuments(approve, asked);
            }
            if (isNew(device, requestId, answer, now)) {
                passOn(device, asked, answer, now);
            }
        });
    }

    private void passOn(Device device, Asked asked, Answer answer, Instant now) {
        long version = jdbc.sql("""
                        UPDATE inbox_request
                        SET answer_version = answer_version + 1, answered_at = :now, answer_refused = NULL
                        WHERE request_id = :id RETURNING answer_version
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", asked.requestId)
                .query(Long.class)
                .single();
        ApprovalReceivedEvent event = event(device, asked.requestId, answer, now);
        outbox.append(EventTypes.envelope(event, asked.requestId, asked.request.tenant, version, now));
        String kind = answer instanceof Answer.Approve ? "approve" : "decline";
        audit.record(
                "answer-received",
                asked.requestId,
                "device:" + device.deviceId(),
                asked.request.tenant,
                Map.of("decision", kind, "signer", device.signer().value()));
        metrics.counter("kyso.inbox.answers", "decision", kind).increment();
    }

    private static ApprovalReceivedEvent event(Device device, String requestId, Answer answer, Instant now) {
        String signer = device.signer().value();
        return switch (answer) {
            case Answer.Approve a ->
                new ApprovalGiven(
                        requestId,
                        signer,
                        device.deviceId(),
                        a.webauthnCredentialId(),
                        a.clientDataJson(),
                        a.authenticatorData(),
                        a.signature(),
                        a.userHandle(),
                        a.openedDocuments(),
                        now);
            case Answer.Decline d -> new ApprovalDeclined(requestId, signer, device.deviceId(), d.reason(), now);
        };
    }

    /// Locks the request, so that answers and decisions follow one another, and only then reads the decision.
    private Asked lock(String signer, String requestId) {
        Request request = jdbc.sql("""
                        SELECT tenant, approve_until, asked FROM inbox_request
                        WHERE request_id = :id AND signer = :signer FOR UPDATE
                        """)
                .param("id", requestId)
                .param("signer", signer)
                .query((row, n) -> new Request(
                        row.getString("tenant"),
                        row.getObject("approve_until", OffsetDateTime.class).toInstant(),
                        row.getString("asked")))
                .optional()
                .orElseThrow(
                        () -> new ProblemException(ProblemType.NOT_FOUND, "There is no such request in this inbox"));
        return jdbc.sql("SELECT kind, reason FROM inbox_decision WHERE request_id = ?")
                .param(requestId)
                .query((row, n) -> new Asked(requestId, request, row.getString("kind"), row.getString("reason")))
                .optional()
                .orElseGet(() -> new Asked(requestId, request, null, null));
    }

    private static void refuseDecided(Asked asked, Instant now) {
        switch (InboxState.of(asked.decision, false, asked.request.approveUntil, now)) {
            case OPEN, ANSWERED -> {}
            case APPROVED ->
                throw new ProblemException(ProblemType.ALREADY_ANSWERED, "An approval of this request was accepted");
            case CLOSED -> {
                String reason = asked.reason == null ? ProblemType.EXPIRED.code() : asked.reason;
                throw new ProblemException(closedAs(reason), "This request is over and takes no answer")
                        .with("closedReason", reason);
            }
        }
    }

    private static ProblemType closedAs(String reason) {
        return switch (reason) {
            case "declined" -> ProblemType.DECLINED;
            case "expired" -> ProblemType.EXPIRED;
            case "cancelled" -> ProblemType.CANCELLED;
            default -> ProblemType.REQUEST_FINISHED;
        };
    }

    private void refuseForeignDocuments(Answer.Approve approve, Asked asked) {
        Set<String> known = new HashSet<>();
        for (JsonNode document : json.readTree(asked.request.json).path("documents")) {
            known.add(document.path("documentId").asString(""));
        }
        if (!known.containsAll(approve.openedDocuments())) {
            throw new ProblemException(
                            ProblemType.INVALID_FIELD, "openedDocuments names documents that the request doesn't have")
                    .with("field", "openedDocuments");
        }
    }

    private boolean isNew(Device device, String requestId, Answer answer, Instant now) {
        int added = jdbc.sql("""
                        INSERT INTO inbox_answer (request_id, device_id, digest, received_at)
                        VALUES (:request, :device, :digest, :now) ON CONFLICT DO NOTHING
                        """)
                .param("request", requestId)
                .param("device", device.deviceId())
                .param("digest", digest(answer))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (added == 0) {
            return false;
        }
        int given = jdbc.sql("SELECT count(*) FROM inbox_answer WHERE request_id = ? AND device_id = ?")
                .params(requestId, device.deviceId())
                .query(Integer.class)
                .single();
        if (given > properties.answersPerDevice()) {
            throw new ProblemException(
                    ProblemType.RATE_LIMITED, "This device has answered this request too often; use another device");
        }
        return true;
    }

    private byte[] digest(Answer answer) {
        String all = switch (answer) {
            case Answer.Approve a -> "approve:" + json.writeValueAsString(a);
            case Answer.Decline d -> "decline:" + json.writeValueAsString(d);
        };
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private record Request(String tenant, Instant approveUntil, String json) {}

    /// @param decision `approved` or `closed`; null while the signing-service has decided nothing
    private record Asked(
            String requestId,
            Request request,
            @Nullable String decision,
            @Nullable String reason) {}
}
