package vn.kyso.signing.session;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.approval.Evidence;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.LogContext;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;
import vn.kyso.frame.RequesterApi;
import vn.kyso.signing.session.SessionState.Approved;

/// The evidence of an approval, for the tenant that asked.
@RestController
@RequesterApi(scope = "signatures:request")
class EvidenceController {
    private final Sessions sessions;

    EvidenceController(Sessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping(path = "/v1/sign-requests/{id}/evidence", produces = MediaType.APPLICATION_JSON_VALUE)
    Evidence evidence(@PathVariable String id, Requester requester) {
        return sessions.find(id)
                .filter(session -> session.tenant().equals(requester.tenant()))
                .map(EvidenceController::logged)
                .map(Session::state)
                .map(state -> state instanceof Approved approved ? approved.evidence() : null)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "There is no approved sign request of this id."));
    }

    private static Session logged(Session session) {
        LogContext.signRequest(session.tenant(), session.requestId());
        return session;
    }
}
