package vn.kyso.notification.inbox;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vn.kyso.frame.Device;

/// One device's open stream. It has no thread of its own: a wake-up runs on a virtual thread, one at a time, and
/// reads what came after the last number it sent.
final class InboxStream {
    private static final Logger LOG = LoggerFactory.getLogger(InboxStream.class);
    private static final int BATCH = 100;

    private final Device device;
    private final Instant openedAt;
    private final SseEmitter emitter;
    private final InboxStreams streams;
    private final AtomicInteger wakes = new AtomicInteger();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long last;
    private boolean fresh;

    /// @param last the number after which to resume
    /// @param fresh whether to begin with what is open, instead of resuming
    InboxStream(Device device, Instant openedAt, SseEmitter emitter, InboxStreams streams, long last, boolean fresh) {
        this.device = device;
        this.openedAt = openedAt;
        this.emitter = emitter;
        this.streams = streams;
        this.last = last;
        this.fresh = fresh;
    }

    Device device() {
        return device;
    }

    Instant openedAt() {
        return openedAt;
    }

    long last() {
        return last;
    }

    /// Sends what is new. Callers never wait; wake-ups during a run make it run once more.
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            streams.execute(this::run);
        }
    }

    /// Tells proxies, and us, that the other side is still there.
    void heartbeat() {
        if (writing.tryLock()) {
            try {
                emitter.send(SseEmitter.event().comment("still here"));
            } catch (IOException | IllegalStateException e) {
                LOG.debug("A stream of device {} is gone", device.deviceId());
                end();
            } finally {
                writing.unlock();
            }
        }
    }

    void end() {
        streams.closed(this);
        emitter.complete();
    }

    private void run() {
        int seen = wakes.get();
        do {
            writing.lock();
            try {
                deliver();
            } catch (IOException | IllegalStateException e) {
                LOG.debug("A stream of device {} is gone", device.deviceId());
                end();
                return;
            } catch (RuntimeException e) {
                LOG.warn("Changes could not be sent on a stream; the next wake-up tries again", e);
            } finally {
                writing.unlock();
            }
            seen = wakes.addAndGet(-seen);
        } while (seen != 0);
    }

    private void deliver() throws IOException {
        if (streams.isRevoked(device)) {
            end();
            return;
        }
        if (fresh) {
            long now = streams.lastOf(device);
            List<String> shown = new ArrayList<>();
            for (InboxEntry entry : streams.openOf(device)) {
                send(now, InboxChanges.REQUEST, entry);
                shown.add(entry.requestId());
            }
            for (NewDevice other : streams.newBeside(device)) {
                send(now, InboxChanges.DEVICE_BOUND, other);
            }
            last = now;
            fresh = false;
            streams.shown(device, shown);
        }
        List<InboxChanges.Change> changes;
        do {
            changes = streams.changesOf(device, last, BATCH);
            List<String> shown = new ArrayList<>();
            for (InboxChanges.Change change : changes) {
                switch (change.news()) {
                    case InboxEntry entry -> {
                        send(change.sequence(), change.type(), entry);
                        if (change.type().equals(InboxChanges.REQUEST) && entry.state() == InboxState.OPEN) {
                            shown.add(entry.requestId());
                        }
                    }
                    // To itself it is no news.
                    case NewDevice other -> {
                        if (!other.deviceId().equals(device.deviceId())) {
                            send(change.sequence(), change.type(), other);
                        }
                    }
                }
                last = change.sequence();
            }
            streams.shown(device, shown);
        } while (changes.size() == BATCH);
    }

    private void send(long sequence, String type, News news) throws IOException {
        emitter.send(SseEmitter.event().id(Long.toString(sequence)).name(type).data(news, MediaType.APPLICATION_JSON));
    }
}
