package vn.kyso.messaging;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/// All queues' workers in this instance.
final class Workers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final JdbcWorkQueue queue;
    private final ObjectProvider<Worker> workers;
    private final InstantSource clock;
    private final Traces traces;
    private final WorkNotices notices;
    private final MessagingProperties properties;
    private final List<WorkDispatcher> dispatchers = new ArrayList<>();
    private volatile boolean running;

    Workers(
            JdbcWorkQueue queue,
            ObjectProvider<Worker> workers,
            InstantSource clock,
            Traces traces,
            WorkNotices notices,
            MessagingProperties properties) {
        this.queue = queue;
        this.workers = workers;
        this.clock = clock;
        this.traces = traces;
        this.notices = notices;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        Set<String> names = new HashSet<>();
        for (Worker worker : workers.stream().toList()) {
            if (!names.add(worker.queue())) {
                throw new IllegalStateException("Two workers of queue " + worker.queue());
            }
            dispatchers.add(new WorkDispatcher(
                    queue, worker, clock, traces, properties.pollInterval(), notices::moreThanThisInstanceCanTake));
        }
        if (!dispatchers.isEmpty()) {
            notices.start(
                    name -> queue.wakeup(name).signal(),
                    () -> names.forEach(n -> queue.wakeup(n).signal()));
        }
        dispatchers.forEach(WorkDispatcher::start);
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        notices.stop();
        dispatchers.forEach(WorkDispatcher::beginStop);
        long end = System.nanoTime() + properties.shutdownGrace().toNanos();
        try {
            for (WorkDispatcher dispatcher : dispatchers) {
                dispatcher.awaitStop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Stopped without waiting for running work; its leases run out");
        }
        dispatchers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }

    synchronized int busy() {
        return dispatchers.stream().mapToInt(WorkDispatcher::busy).sum();
    }
}
