package vn.kyso.notification.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.contracts.event.SignerReachedEvent;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.Device;
import vn.kyso.frame.LogContext;
import vn.kyso.frame.ProblemException;
import vn.kyso.notification.push.SignerReached;

/// Shows one request as a whole (step 6 of the signing cycle) and tells the requester, once, that its signer has seen
/// it.
@Component
class OpenRequest {
    private final Inbox inbox;
    private final SignerReached reached;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final InstantSource clock;

    OpenRequest(
            Inbox inbox,
            SignerReached reached,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            JsonMapper json,
            InstantSource clock) {
        this.inbox = inbox;
        this.reached = reached;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /// @throws ProblemException `not-found` unless the request is this device's signer's
    JsonNode open(Device device, String requestId) {
        InboxEntry entry = inbox.find(device.signer().value(), requestId)
                .orElseThrow(
                        () -> new ProblemException(ProblemType.NOT_FOUND, "There is no such request in this inbox"));
        LogContext.signRequest(entry.tenant(), entry.requestId());
        if (entry.state() == InboxState.OPEN) {
            opened(device, entry);
        }
        ObjectNode whole = (ObjectNode) json.readTree(inbox.asked(requestId));
        whole.put("state", entry.state().id());
        whole.put("closedReason", entry.closedReason());
        whole.put("answerRefused", entry.answerRefused());
        whole.put("outcome", entry.outcome());
        whole.set("signedDocuments", json.valueToTree(inbox.signed(requestId)));
        return whole;
    }

    private void opened(Device device, InboxEntry entry) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            int first = jdbc.sql(
                            "UPDATE inbox_request SET opened_at = :now WHERE request_id = :id AND opened_at IS NULL")
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("id", entry.requestId())
                    .update();
            if (first == 1) {
                reached.say(
                        new SignerReachedEvent.RequestOpened(entry.requestId(), device.name(), now), entry.tenant());
            }
        });
    }
}
