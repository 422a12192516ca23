package vn.kyso.document.request;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.Cursor;
import vn.kyso.document.document.DocumentId;
import vn.kyso.document.document.Sha256;
import vn.kyso.document.progress.Timeline;
import vn.kyso.frame.IdempotencyKeys;
import vn.kyso.frame.LogContext;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;
import vn.kyso.frame.RequesterApi;
import vn.kyso.frame.settings.UserIdSettings;

/// A tenant's sign requests over HTTP. What is another tenant's reads as if it were not there.
@RestController
@RequestMapping("/v1/sign-requests")
@RequesterApi(scope = "signatures:request")
class SignRequestController {
    private final AskForSignature ask;
    private final NudgeSignRequest nudge;
    private final SignRequests requests;
    private final Timeline timeline;
    private final IdempotencyKeys idempotency;
    private final UserIdSettings userIds;
    private final JsonMapper json;

    SignRequestController(
            AskForSignature ask,
            NudgeSignRequest nudge,
            SignRequests requests,
            Timeline timeline,
            IdempotencyKeys idempotency,
            UserIdSettings userIds,
            JsonMapper json) {
        this.ask = ask;
        this.nudge = nudge;
        this.requests = requests;
        this.timeline = timeline;
        this.idempotency = idempotency;
        this.userIds = userIds;
        this.json = json;
    }

    @PostMapping
    ResponseEntity<SignRequestView> ask(
            Requester requester,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestBody AskBody body) {
        Ask asked = Ask.of(body, userIds);
        String fingerprint = "POST /v1/sign-requests "
                + Sha256.of(Sha256.start().digest(json.writeValueAsBytes(body))).value();
        return idempotency.once(requester.tenant(), idempotencyKey, fingerprint, SignRequestView.class, () -> {
            UUID id = ask.ask(requester, asked);
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .header("Location", "/v1/sign-requests/" + id)
                    .body(view(requester, id));
        });
    }

    /// A page of the list.
    record Page(
            List<SignRequestView.Listed> signRequests,
            @Nullable String next) {}

    @GetMapping
    Page list(
            Requester requester,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        SignRequestState wanted = state == null
                ? null
                : SignRequestState.of(state)
                        .orElseThrow(() -> new ProblemException(
                                        ProblemType.INVALID_FIELD, "No request is ever in such a state")
                                .with("field", "state"));
        List<SignRequest> found = requests.list(requester.tenant(), wanted, search, Cursor.parse(after), size + 1);
        List<SignRequest> shown = found.subList(0, Math.min(size, found.size()));
        String next = found.size() > size
                ? new Cursor(shown.getLast().createdAt(), shown.getLast().id()).toString()
                : null;
        return new Page(shown.stream().map(requests::listed).toList(), next);
    }

    @GetMapping("/{id}")
    SignRequestView read(Requester requester, @PathVariable String id) {
        return view(requester, parse(requester, id));
    }

    @PostMapping("/{id}/cancel")
    ResponseEntity<SignRequestView> cancel(Requester requester, @PathVariable String id) {
        UUID request = parse(requester, id);
        nudge.cancel(requester, request);
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(view(requester, request));
    }

    @PostMapping("/{id}/reminders")
    ResponseEntity<SignRequestView> remind(Requester requester, @PathVariable String id) {
        UUID request = parse(requester, id);
        nudge.remind(requester, request);
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(view(requester, request));
    }

    private SignRequestView view(Requester requester, UUID id) {
        SignRequest request = requests.find(requester.tenant(), id).orElseThrow(NudgeSignRequest::notFound);
        return SignRequestView.of(request, requests.documents(id), timeline.after(id, 0));
    }

    private static UUID parse(Requester requester, String id) {
        UUID request = Optional.of(id)
                .flatMap(DocumentId::parse)
                .map(DocumentId::value)
                .orElseThrow(NudgeSignRequest::notFound);
        LogContext.signRequest(requester.tenant(), request.toString());
        return request;
    }
}
