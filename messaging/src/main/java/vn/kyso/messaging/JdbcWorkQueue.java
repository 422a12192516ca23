package vn.kyso.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Work as rows. A lease is a fresh id in the row and an instant at which the row is looked at again.
final class JdbcWorkQueue implements WorkQueue {
    private static final int LONGEST_ERROR = 500;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Traces traces;
    private final Map<String, Wakeup> wakeups = new ConcurrentHashMap<>();
    /// By lease of this instance, whether its worker has ended it.
    private final Map<UUID, Boolean> settled = new ConcurrentHashMap<>();

    JdbcWorkQueue(JdbcClient jdbc, InstantSource clock, Traces traces) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.traces = traces;
    }

    /// A row that this instance leased, with the trace that caused it.
    record Leased(WorkItem item, @Nullable String traceparent) {}

    @Override
    public void add(NewWork work) {
        AfterCommit.requireTransaction("Work");
        int added = jdbc.sql("""
                        INSERT INTO messaging_work
                            (queue, work_key, tenant, payload, due_at, deadline, added_at, traceparent)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(
                        work.queue(),
                        work.key(),
                        work.tenant(),
                        work.payload(),
                        Timestamp.from(work.notBefore()),
                        Timestamp.from(work.deadline()),
                        Timestamp.from(clock.instant()))
                .param(traces.current())
                .update();
        if (added > 0) {
            AfterCommit.run(() -> wakeup(work.queue()).signal());
        }
    }

    @Override
    public boolean finish(WorkItem item) {
        AfterCommit.requireTransaction("The end of work");
        int finished = jdbc.sql("DELETE FROM messaging_work WHERE queue = ? AND work_key = ? AND lease = ?")
                .params(item.queue(), item.key(), item.lease())
                .update();
        if (finished > 0) {
            AfterCommit.run(() -> settled.replace(item.lease(), true));
        }
        return finished > 0;
    }

    @Override
    public boolean retryLater(WorkItem item, Duration after, String why) {
        int given = jdbc.sql("""
                        UPDATE messaging_work SET lease = NULL, due_at = least(?, deadline), last_error = ?
                        WHERE queue = ? AND work_key = ? AND lease = ?""")
                .params(
                        Timestamp.from(clock.instant().plus(after)),
                        why.substring(0, Math.min(why.length(), LONGEST_ERROR)),
                        item.queue(),
                        item.key(),
                        item.lease())
                .update();
        if (given > 0) {
            AfterCommit.run(() -> {
                settled.replace(item.lease(), true);
                wakeup(item.queue()).signal();
            });
        }
        return given > 0;
    }

    /// Gives a row back that its worker neither finished nor gave back: after an error, when its deadline has
    /// passed `after` holds all the same.
    void giveBack(WorkItem item, Duration after, String why) {
        jdbc.sql("""
                        UPDATE messaging_work SET lease = NULL, last_error = ?,
                            due_at = CASE WHEN deadline > ? THEN least(?, deadline) ELSE ? END
                        WHERE queue = ? AND work_key = ? AND lease = ?""")
                .params(
                        why.substring(0, Math.min(why.length(), LONGEST_ERROR)),
                        Timestamp.from(clock.instant()),
                        Timestamp.from(clock.instant().plus(after)),
                        Timestamp.from(clock.instant().plus(after)),
                        item.queue(),
                        item.key(),
                        item.lease())
                .update();
        wakeup(item.queue()).signal();
    }

    /// Leases what is due, the longest waiting first; rows that another instance is leasing are passed over.
    List<Leased> lease(String queue, int atMost, Duration lease) {
        Instant now = clock.instant();
        // Materialised, because a plan may run a subquery more than once, and each run would lock further rows.
        return jdbc.sql("""
                        WITH due AS MATERIALIZED (
                            SELECT work_key FROM messaging_work WHERE queue = ? AND due_at <= ?
                            ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED)
                        UPDATE messaging_work w
                        SET lease = gen_random_uuid(), due_at = ?, attempt = w.attempt + 1
                        FROM due WHERE w.queue = ? AND w.work_key = due.work_key
                        RETURNING w.queue, w.work_key, w.tenant, w.payload, w.attempt, w.deadline, w.lease, w.traceparent""")
                .params(queue, Timestamp.from(now), atMost, Timestamp.from(now.plus(lease)), queue)
                .query((row, _) -> new Leased(item(row), row.getString("traceparent")))
                .list();
    }

    /// Prolongs leases that are still held.
    void renew(String queue, Collection<UUID> leases, Duration lease) {
        jdbc.sql("UPDATE messaging_work SET due_at = ? WHERE queue = ? AND lease = ANY (?)")
                .params(Timestamp.from(clock.instant().plus(lease)), queue, leases.toArray(UUID[]::new))
                .update();
    }

    /// How long until the next row of the queue is to be looked at; empty where there is none.
    Optional<Duration> untilNext(String queue) {
        return jdbc.sql("SELECT min(due_at) FROM messaging_work WHERE queue = ?")
                .param(queue)
                .query((row, _) -> Optional.ofNullable(row.getTimestamp(1)))
                .single()
                .map(due -> Duration.between(clock.instant(), due.toInstant()));
    }

    /// Signalled when the queue may hold something due sooner than was known.
    Wakeup wakeup(String queue) {
        return wakeups.computeIfAbsent(queue, _ -> new Wakeup());
    }

    /// Begins to watch how the worker ends its hold on the row.
    void watch(WorkItem item) {
        settled.put(item.lease(), false);
    }

    /// Whether the worker ended its hold on the row in a transaction that committed. Asked once.
    boolean wasSettled(WorkItem item) {
        return Boolean.TRUE.equals(settled.remove(item.lease()));
    }

    private static WorkItem item(ResultSet row) throws SQLException {
        return new WorkItem(
                row.getString("queue"),
                row.getString("work_key"),
                row.getString("tenant"),
                row.getString("payload"),
                row.getInt("attempt"),
                row.getTimestamp("deadline").toInstant(),
                row.getObject("lease", UUID.class));
    }
}
