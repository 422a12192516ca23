package vn.kyso.document.progress;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The streams that this instance serves. No thread waits for a stream: a change wakes the streams of its request, and
/// each writes on a virtual thread of its own, so that a slow reader holds up nobody else. A slow look at every stream
/// finds what no signal told.
@Component
class TimelineStreams implements SmartLifecycle {
    private final Timeline timeline;
    private final Map<UUID, Set<TimelineStream>> streams = new ConcurrentHashMap<>();
    private final ExecutorService writers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("timeline-stream-", 0).factory());
    private volatile boolean running;

    TimelineStreams(Timeline timeline, TimelineSignals signals, MeterRegistry meters) {
        this.timeline = timeline;
        signals.onChange(this::wake);
        Gauge.builder(
                        "kyso.document.progress.streams",
                        streams,
                        s -> s.values().stream().mapToInt(Set::size).sum())
                .description("Open streams of sign requests' progress")
                .register(meters);
    }

    void open(TimelineStream stream) {
        streams.compute(stream.request(), (request, known) -> {
            Set<TimelineStream> set = known == null ? ConcurrentHashMap.newKeySet() : known;
            set.add(stream);
            return set;
        });
        stream.onEnd(() -> streams.computeIfPresent(stream.request(), (request, known) -> {
            known.remove(stream);
            return known.isEmpty() ? null : known;
        }));
        stream.pump(writers, timeline, false);
    }

    private void wake(UUID request) {
        streams.getOrDefault(request, Set.of()).forEach(stream -> stream.pump(writers, timeline, false));
    }

    /// Keeps proxies from closing quiet streams, and finds what no signal told.
    @Scheduled(fixedDelayString = "${kyso.progress.heartbeat:PT10S}")
    void beat() {
        streams.values().forEach(set -> set.forEach(stream -> stream.pump(writers, timeline, true)));
    }

    @Override
    public void start() {
        running = true;
    }

    /// Ends all streams before the web server waits for its calls to end; watchers go on at another instance.
    @Override
    public void stop() {
        running = false;
        streams.values().forEach(set -> set.forEach(TimelineStream::end));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
