package vn.kyso.messaging;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one queue's worker in this instance: leases as many due rows as there are free hands, sleeps exactly until
/// the next one is due or somebody wakes it, and keeps the leases of running work alive.
final class WorkDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(WorkDispatcher.class);
    private static final BackOff RETRIES = new BackOff(Duration.ofMillis(500), Duration.ofMinutes(1));
    private static final BackOff TROUBLE = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(5));
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

    private final JdbcWorkQueue queue;
    private final Worker worker;
    private final InstantSource clock;
    private final Traces traces;
    private final Duration poll;
    private final Consumer<String> askOthers;
    private final Semaphore hands;
    private final Map<UUID, WorkItem> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private @Nullable Thread leasing;
    private @Nullable Thread renewing;

    /// @param askOthers told the queue's name when there is more due than this instance has hands
    WorkDispatcher(
            JdbcWorkQueue queue,
            Worker worker,
            InstantSource clock,
            Traces traces,
            Duration poll,
            Consumer<String> askOthers) {
        this.queue = queue;
        this.worker = worker;
        this.clock = clock;
        this.traces = traces;
        this.poll = poll;
        this.askOthers = askOthers;
        this.hands = new Semaphore(worker.concurrency());
    }

    void start() {
        leasing = Thread.ofVirtual().name("work-" + worker.queue()).start(this::leaseForEver);
        renewing = Thread.ofVirtual().name("leases-" + worker.queue()).start(this::renewForEver);
    }

    private void leaseForEver() {
        int failures = 0;
        while (!stopping) {
            try {
                hands.acquire();
                int free = 1 + hands.drainPermits();
                int taken = 0;
                try {
                    taken = leaseUpTo(free);
                    failures = 0;
                } finally {
                    hands.release(free - taken);
                }
                if (taken == free) {
                    askOthers.accept(worker.queue());
                } else {
                    queue.wakeup(worker.queue()).await(untilNext());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Work of {} can't be leased at the moment: {}", worker.queue(), e.toString());
                if (!pause(TROUBLE.after(++failures))) {
                    return;
                }
            }
        }
    }

    private int leaseUpTo(int free) {
        List<JdbcWorkQueue.Leased> leased = queue.lease(worker.queue(), free, worker.lease());
        for (JdbcWorkQueue.Leased work : leased) {
            queue.watch(work.item());
            running.put(work.item().lease(), work.item());
            Thread.ofVirtual()
                    .name("work-" + worker.queue() + "-" + work.item().key())
                    .start(() -> run(work));
        }
        return leased.size();
    }

    private Duration untilNext() {
        Duration next = queue.untilNext(worker.queue()).orElse(poll);
        return next.compareTo(poll) > 0 ? poll : next.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : next;
    }

    private void run(JdbcWorkQueue.Leased work) {
        WorkItem item = work.item();
        try (LogContext _ = logContext(item)) {
            traces.within(worker.queue() + " work", work.traceparent(), () -> runAndSettle(item));
        } finally {
            running.remove(item.lease());
            hands.release();
        }
    }

    private void runAndSettle(WorkItem item) {
        String why = "The worker returned without finishing or giving back the row";
        try {
            if (clock.instant().isBefore(item.deadline())) {
                worker.work(item);
            } else {
                worker.expired(item);
            }
            if (queue.wasSettled(item)) {
                return;
            }
            LOG.warn("Work {}/{}: {}", item.queue(), item.key(), why);
        } catch (RuntimeException e) {
            if (queue.wasSettled(item)) {
                LOG.warn("Work {}/{} failed after its end", item.queue(), item.key(), e);
                return;
            }
            LOG.warn("Work {}/{} failed, attempt {}", item.queue(), item.key(), item.attempt(), e);
            why = e.toString();
        }
        giveBack(item, RETRIES.after(item.attempt()), why);
    }

    private void giveBack(WorkItem item, Duration after, String why) {
        try {
            queue.giveBack(item, after, why);
        } catch (RuntimeException e) {
            LOG.warn("Work {}/{} can't be given back; its lease runs out", item.queue(), item.key(), e);
        }
    }

    /// A worker that hangs keeps its row until the work's deadline, and one lease more.
    private void renewForEver() {
        while (!stopping) {
            if (!pause(worker.lease().dividedBy(3))) {
                return;
            }
            List<UUID> alive = new ArrayList<>();
            running.forEach((lease, item) -> {
                if (clock.instant().isBefore(item.deadline().plus(worker.lease()))) {
                    alive.add(lease);
                }
            });
            try {
                if (!alive.isEmpty()) {
                    queue.renew(worker.queue(), alive, worker.lease());
                }
            } catch (RuntimeException e) {
                LOG.warn("Leases of {} can't be renewed at the moment: {}", worker.queue(), e.toString());
            }
        }
    }

    /// Leases nothing more.
    void beginStop() {
        stopping = true;
        queue.wakeup(worker.queue()).signal();
        Thread leaser = leasing;
        if (leaser != null) {
            leaser.interrupt();
        }
    }

    /// Waits for running work, and gives back the rows of what is still running then.
    void awaitStop(Duration grace) throws InterruptedException {
        if (!hands.tryAcquire(worker.concurrency(), grace.toMillis(), TimeUnit.MILLISECONDS)) {
            for (WorkItem item : running.values()) {
                try (LogContext _ = logContext(item)) {
                    giveBack(item, Duration.ZERO, "The instance was shut down");
                }
            }
        }
        Thread renewer = renewing;
        if (renewer != null) {
            renewer.interrupt();
        }
    }

    int busy() {
        return running.size();
    }

    private LogContext logContext(WorkItem item) {
        return LogContext.of(item, worker.keyedBySignRequest());
    }

    private static boolean pause(Duration duration) {
        try {
            Wakeup.pause(duration);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
