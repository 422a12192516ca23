package vn.kyso.document.progress;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.DocumentId;
import vn.kyso.frame.LogContext;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;
import vn.kyso.frame.RequesterApi;

/// A request's progress as server-sent events.
@RestController
class ProgressController {
    /// Then the watcher comes again, with a token that is still good.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Timeline timeline;
    private final TimelineStreams streams;

    ProgressController(Timeline timeline, TimelineStreams streams) {
        this.timeline = timeline;
        this.streams = streams;
    }

    @GetMapping(path = "/v1/sign-requests/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @RequesterApi(scope = "signatures:request")
    SseEmitter events(
            Requester requester,
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response) {
        UUID request = DocumentId.parse(id)
                .map(DocumentId::value)
                .filter(uuid -> timeline.exists(requester.tenant(), uuid))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such sign request"));
        LogContext.signRequest(requester.tenant(), request.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        streams.open(new TimelineStream(requester.tenant(), request, emitter, sequence(lastEventId)));
        return emitter;
    }

    /// What is no sequence of ours was never sent by us: the watcher gets all.
    private static int sequence(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("[0-9]{1,9}") ? Integer.parseInt(lastEventId) : 0;
    }
}
