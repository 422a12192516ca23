package vn.kyso.document.progress;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vn.kyso.frame.LogContext;

/// One watcher of one request. One thread at a time writes to it; wakes that come meanwhile make it look once more.
final class TimelineStream {
    private static final Logger LOG = LoggerFactory.getLogger(TimelineStream.class);

    private final String tenant;
    private final UUID request;
    private final SseEmitter emitter;
    private final AtomicInteger wanted = new AtomicInteger();
    private int last;
    private volatile boolean beatDue;

    /// @param last the sequence that the watcher saw last, 0 for none
    TimelineStream(String tenant, UUID request, SseEmitter emitter, int last) {
        this.tenant = tenant;
        this.request = request;
        this.emitter = emitter;
        this.last = last;
    }

    UUID request() {
        return request;
    }

    void onEnd(Runnable then) {
        emitter.onCompletion(then);
    }

    void end() {
        emitter.complete();
    }

    /// Writes what is new, on a thread of `writers`, unless one is at it already, which then looks again.
    void pump(ExecutorService writers, Timeline timeline, boolean beat) {
        beatDue |= beat;
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        try {
            writers.execute(() -> {
                LogContext.signRequest(tenant, request.toString());
                try {
                    int seen = wanted.get();
                    do {
                        write(timeline);
                        seen = wanted.addAndGet(-seen);
                    } while (seen != 0);
                } finally {
                    LogContext.clear();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopping; the watcher of {} goes on elsewhere", request, e);
        }
    }

    private void write(Timeline timeline) {
        try {
            if (beatDue) {
                beatDue = false;
                emitter.send(SseEmitter.event().comment("beat"));
            }
            List<TimelineEntry> entries = timeline.after(request, last);
            for (TimelineEntry entry : entries) {
                emitter.send(SseEmitter.event()
                        .id(Integer.toString(entry.sequence()))
                        .name(entry.type())
                        .data(entry));
                last = entry.sequence();
            }
            if (entries.isEmpty()
                    ? timeline.endsWith(request, last)
                    : entries.getLast().isLast()) {
                emitter.complete();
            }
        } catch (DataAccessException e) {
            // The database is away: the next beat looks again.
            LOG.warn("The timeline of {} could not be read", request, e);
        } catch (IOException | IllegalStateException e) {
            // The watcher has gone, or the stream has ended meanwhile.
            LOG.debug("A watcher of {} has gone", request, e);
            emitter.completeWithError(e);
        }
    }
}
