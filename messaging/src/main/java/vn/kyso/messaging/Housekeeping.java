package vn.kyso.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What has to be looked after now and then: parked events that nothing released, inbox entries that nothing can
/// come back for, and the figures that operators watch.
final class Housekeeping implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int PURGED_AT_ONCE = 10_000;

    private final JdbcClient jdbc;
    private final JdbcParkedEvents parked;
    private final InstantSource clock;
    private final Duration inboxRetention;
    private final MeterRegistry meters;
    private volatile Figures figures = new Figures(0, 0, 0, 0);
    private final Map<String, Held> queues = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService timer;

    Housekeeping(
            JdbcClient jdbc,
            JdbcParkedEvents parked,
            InstantSource clock,
            Duration inboxRetention,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.parked = parked;
        this.clock = clock;
        this.inboxRetention = inboxRetention;
        this.meters = meters;
    }

    private record Figures(double outboxRows, double outboxAgeSeconds, double parked, double parkedAgeSeconds) {}

    private record Queue(String name, double rows, double overdueSeconds, double oldestLeaseSeconds) {
        Queue(String name) {
            this(name, 0, 0, 0);
        }
    }

    /// What a queue's gauges read.
    private static final class Held {
        private volatile Queue measured;

        Held(Queue measured) {
            this.measured = measured;
        }
    }

    @Override
    public synchronized void start() {
        gauge("kyso.messaging.outbox.backlog", "Events that wait to be sent", Figures::outboxRows);
        gauge("kyso.messaging.outbox.age", "Seconds that the oldest of them waits", Figures::outboxAgeSeconds);
        gauge("kyso.messaging.parked", "Events that wait for what they speak of", Figures::parked);
        gauge("kyso.messaging.parked.age", "Seconds that the oldest of them waits", Figures::parkedAgeSeconds);
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("messaging-housekeeping").daemon().factory());
        timer = started;
        every(started, Duration.ofSeconds(1), "Parked events", parked::sweep);
        every(started, Duration.ofSeconds(10), "Figures", this::measure);
        every(started, Duration.ofMinutes(10), "The inbox", this::purge);
    }

    private static void every(ScheduledExecutorService timer, Duration pause, String what, Runnable action) {
        var unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        action.run();
                    } catch (RuntimeException e) {
                        LOG.warn("{} can't be looked after at the moment: {}", what, e.toString());
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }

    /// Forgets events so old that the broker, and dead letters of it, no longer hold them.
    void purge() {
        Timestamp before = Timestamp.from(clock.instant().minus(inboxRetention));
        int purged;
        do {
            purged = jdbc.sql("""
                            DELETE FROM messaging_inbox WHERE (event_id, topic) IN
                                (SELECT event_id, topic FROM messaging_inbox WHERE taken_at < ? LIMIT ?)""").params(before, PURGED_AT_ONCE).update();
        } while (purged == PURGED_AT_ONCE);
    }

    private void measure() {
        figures = jdbc.sql("""
                        SELECT (SELECT count(*) FROM messaging_outbox),
                            (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(appended_at)), 0)
                             FROM (SELECT appended_at FROM messaging_outbox ORDER BY seq LIMIT 1) oldest),
                            count(*), coalesce(extract(epoch FROM ?::timestamptz - min(parked_at)), 0)
                        FROM messaging_parked""")
                .param(Timestamp.from(clock.instant()))
                .query((row, _) -> new Figures(row.getLong(1), row.getDouble(2), row.getLong(3), row.getDouble(4)))
                .single();
        Timestamp now = Timestamp.from(clock.instant());
        Map<String, Queue> measured = new ConcurrentHashMap<>();
        jdbc.sql("""
                        SELECT queue, count(*),
                            coalesce(extract(epoch FROM ?::timestamptz - min(due_at) FILTER (WHERE due_at <= ?)), 0),
                            coalesce(extract(epoch FROM ?::timestamptz - min(added_at) FILTER (WHERE lease IS NOT NULL)), 0)
                        FROM messaging_work GROUP BY queue""")
                .params(now, now, now)
                .query((row, _) -> new Queue(row.getString(1), row.getLong(2), row.getDouble(3), row.getDouble(4)))
                .list()
                .forEach(q -> measured.put(q.name(), q));
        measured.keySet().forEach(this::gauges);
        queues.forEach((name, queue) -> queue.measured = measured.getOrDefault(name, new Queue(name)));
    }

    private void gauges(String queue) {
        queues.computeIfAbsent(queue, name -> {
            Held held = new Held(new Queue(name));
            Gauge.builder("kyso.messaging.work.rows", held, q -> q.measured.rows())
                    .description("Rows of work that are not finished")
                    .tag("queue", name)
                    .register(meters);
            Gauge.builder("kyso.messaging.work.overdue", held, q -> q.measured.overdueSeconds())
                    .description("Seconds that the oldest due row waits for a worker")
                    .tag("queue", name)
                    .register(meters);
            Gauge.builder("kyso.messaging.work.lease.age", held, q -> q.measured.oldestLeaseSeconds())
                    .description("Seconds since the oldest row under lease was added")
                    .tag("queue", name)
                    .register(meters);
            return held;
        });
    }

    private void gauge(String name, String description, java.util.function.ToDoubleFunction<Figures> figure) {
        Gauge.builder(name, this, h -> figure.applyAsDouble(h.figures))
                .description(description)
                .register(meters);
    }
}
