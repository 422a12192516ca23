package vn.kyso.notification.inbox;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.Device;
import vn.kyso.frame.DeviceApi;
import vn.kyso.frame.ProblemException;
import vn.kyso.notification.device.Devices;

/// `/v1/inbox`: what waits for the signer whose device calls. Another signer's request is not there at all.
@RestController
@RequestMapping("/v1/inbox")
@DeviceApi(audience = "inbox")
class InboxController {
    private static final int MOST_PER_PAGE = 100;

    private final Inbox inbox;
    private final OpenRequest openRequest;
    private final Answers answers;
    private final InboxStreams streams;
    private final Devices devices;

    InboxController(Inbox inbox, OpenRequest openRequest, Answers answers, InboxStreams streams, Devices devices) {
        this.inbox = inbox;
        this.openRequest = openRequest;
        this.answers = answers;
        this.streams = streams;
        this.devices = devices;
    }

    @GetMapping
    ResponseEntity<Page> list(
            Device device,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        devices.refuseRevoked(device);
        boolean openOnly = switch (state) {
            case "open" -> true;
            case "all" -> false;
            default ->
                throw new ProblemException(ProblemType.INVALID_FIELD, "The state is open or all")
                        .with("field", "state");
        };
        if (limit < 1 || limit > MOST_PER_PAGE) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "A page has 1 to " + MOST_PER_PAGE + " requests")
                    .with("field", "limit");
        }
        InboxCursor cursor = after == null ? null : InboxCursor.parse(after);
        List<InboxEntry> entries = inbox.list(device.signer().value(), openOnly, cursor, limit);
        String next = entries.size() < limit
                ? null
                : InboxCursor.after(entries.getLast()).text();
        return fresh().body(new Page(entries, next));
    }

    /// The whole request; its first reading tells the requester that it was opened.
    @GetMapping("/{requestId}")
    ResponseEntity<JsonNode> one(Device device, @PathVariable String requestId) {
        devices.refuseRevoked(device);
        return fresh().body(openRequest.open(device, requestId));
    }

    /// Live updates. The first stream of a device begins with what is open.
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            Device device, @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        devices.refuseRevoked(device);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(streams.open(device, number(lastEventId).orElse(null)));
    }

    @PostMapping("/{requestId}/decision")
    ResponseEntity<Void> decide(Device device, @PathVariable String requestId, @RequestBody DecisionBody body) {
        devices.refuseRevoked(device);
        answers.receive(device, requestId, body.answer());
        return ResponseEntity.accepted().build();
    }

    private static ResponseEntity.BodyBuilder fresh() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore());
    }

    private static Optional<Long> number(@Nullable String lastEventId) {
        if (lastEventId == null || !lastEventId.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.valueOf(lastEventId));
    }

    /// @param next the cursor of the next page, null on the last
    record Page(List<InboxEntry> requests, @Nullable String next) {}
}
