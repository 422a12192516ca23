package vn.kyso.notification.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vn.kyso.frame.Device;
import vn.kyso.notification.device.Devices;
import vn.kyso.notification.device.FurtherDeviceBound;

/// The streams that devices hold open on this instance. Any instance serves any device: what a stream sends comes
/// from the database, by number.
@Component
class InboxStreams implements InboxSignals.Heard, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(InboxStreams.class);
    private static final int MOST_OPEN_SHOWN = 1_000;

    private final Inbox inbox;
    private final InboxChanges changes;
    private final Deliveries deliveries;
    private final Devices devices;
    private final InboxProperties properties;
    private final InstantSource clock;
    private final Set<InboxStream> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("inbox-streams").daemon().factory());
    private volatile boolean running;

    InboxStreams(
            Inbox inbox,
            InboxChanges changes,
            InboxSignals signals,
            Deliveries deliveries,
            Devices devices,
            InboxProperties properties,
            InstantSource clock,
            MeterRegistry metrics) {
        this.inbox = inbox;
        this.changes = changes;
        this.deliveries = deliveries;
        this.devices = devices;
        this.properties = properties;
        this.clock = clock;
        Gauge.builder("kyso.inbox.streams", open, Set::size)
                .description("Devices' open streams on this instance")
                .register(metrics);
        signals.listen(this);
    }

    /// Opens a device's stream. It begins with what is open and which devices are new, or resumes after the number that
    /// the device saw last.
    SseEmitter open(Device device, @Nullable Long lastSeen) {
        SseEmitter emitter = new SseEmitter(0L);
        long known = changes.last(device.signer().value());
        // A number that we never gave (another installation's, a restored database's), or whose followers are
        // forgotten, can't be resumed after.
        long seen = lastSeen == null ? -1 : lastSeen;
        boolean fresh = seen < 0
                || seen > known
                || !changes.completeAfter(device.signer().value(), seen);
        InboxStream stream = new InboxStream(device, clock.instant(), emitter, this, fresh ? known : seen, fresh);
        emitter.onCompletion(() -> closed(stream));
        emitter.onError(e -> closed(stream));
        emitter.onTimeout(() -> closed(stream));
        endOldest(device);
        open.add(stream);
        if (!running) {
            stream.end();
            return emitter;
        }
        stream.heartbeat();
        stream.wake();
        return emitter;
    }

    @Override
    public void changed(String signer) {
        open.stream()
                .filter(stream -> stream.device().signer().value().equals(signer))
                .forEach(InboxStream::wake);
    }

    @Override
    public void missed() {
        open.forEach(InboxStream::wake);
    }

    @Override
    public void start() {
        running = true;
        schedule(this::heartbeats, properties.heartbeat());
        schedule(this::poll, properties.poll());
    }

    /// Ends the streams before the web server waits for its requests to end; devices come again, to another instance.
    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
        open.forEach(InboxStream::end);
        tasks.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    void execute(Runnable task) {
        try {
            tasks.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("This instance is stopping; its streams are ending");
        }
    }

    void closed(InboxStream stream) {
        open.remove(stream);
    }

    boolean isRevoked(Device device) {
        return !devices.revokedAmong(Set.of(device.deviceId())).isEmpty();
    }

    long lastOf(Device device) {
        return changes.last(device.signer().value());
    }

    List<InboxEntry> openOf(Device device) {
        return inbox.list(device.signer().value(), true, null, MOST_OPEN_SHOWN).reversed().stream()
                .filter(entry -> entry.state() == InboxState.OPEN)
                .toList();
    }

    List<NewDevice> newBeside(Device device) {
        return devices.boundAfter(device, clock.instant().minus(FurtherDeviceBound.NEWS)).stream()
                .map(NewDevice::of)
                .toList();
    }

    List<InboxChanges.Change> changesOf(Device device, long after, int limit) {
        return changes.after(device.signer().value(), after, limit);
    }

    void shown(Device device, List<String> requests) {
        deliveries.shown(device, requests);
    }

    private void endOldest(Device device) {
        List<InboxStream> same = open.stream()
                .filter(stream -> stream.device().deviceId().equals(device.deviceId()))
                .sorted(Comparator.comparing(InboxStream::openedAt))
                .toList();
        same.stream()
                .limit(Math.max(0, same.size() - properties.streamsPerDevice() + 1))
                .forEach(InboxStream::end);
    }

    private void heartbeats() {
        Instant oldest = clock.instant().minus(properties.longestStream());
        Set<String> revoked = devices.revokedAmong(
                open.stream().map(stream -> stream.device().deviceId()).collect(Collectors.toSet()));
        for (InboxStream stream : open) {
            if (stream.openedAt().isBefore(oldest)
                    || revoked.contains(stream.device().deviceId())) {
                stream.end();
            } else {
                execute(stream::heartbeat);
            }
        }
    }

    private void poll() {
        Map<String, Long> last = changes.last(
                open.stream().map(stream -> stream.device().signer().value()).collect(Collectors.toSet()));
        for (InboxStream stream : open) {
            if (last.getOrDefault(stream.device().signer().value(), 0L) > stream.last()) {
                stream.wake();
            }
        }
    }

    private void schedule(Runnable task, Duration every) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (DataAccessException e) {
                LOG.warn("The database did not answer for the open streams: {}", e.getMessage());
            }
        };
        var scheduled =
                timer.scheduleWithFixedDelay(guarded, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        if (scheduled.isCancelled()) {
            throw new IllegalStateException("The streams' timer does not run");
        }
    }
}
