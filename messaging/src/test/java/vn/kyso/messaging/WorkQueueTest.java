package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.messaging.TestInstance.Installation;

final class WorkQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A worker that counts what it did, by key.
    private static final class Counting implements Worker {
        final Map<String, Integer> done = new ConcurrentHashMap<>();
        final Map<String, Integer> expired = new ConcurrentHashMap<>();
        final Map<String, Instant> at = new ConcurrentHashMap<>();
        private volatile Consumer<WorkItem> work = _ -> {};
        private volatile Consumer<WorkItem> end = _ -> {};
        private Duration lease = Duration.ofSeconds(60);

        @Override
        public String queue() {
            return "counting";
        }

        @Override
        public boolean keyedBySignRequest() {
            return true;
        }

        @Override
        public Duration lease() {
            return lease;
        }

        @Override
        public void work(WorkItem item) {
            at.put(item.key(), Instant.now());
            work.accept(item);
            done.merge(item.key(), 1, Integer::sum);
        }

        @Override
        public void expired(WorkItem item) {
            expired.merge(item.key(), 1, Integer::sum);
            end.accept(item);
        }

        void finishesIn(TestInstance instance) {
            work = item -> finish(instance, item);
            end = item -> finish(instance, item);
        }
    }

    private static void finish(TestInstance instance, WorkItem item) {
        instance.transact(
                () -> assertThat(instance.get(WorkQueue.class).finish(item)).isTrue());
    }

    private static NewWork work(String key) {
        Instant now = Instant.now();
        return new NewWork("counting", key, "demo", "{}", now, now.plusSeconds(600));
    }

    private static void add(TestInstance instance, NewWork... works) {
        instance.transact(() -> List.of(works).forEach(instance.get(WorkQueue.class)::add));
    }

    @Test
    void worksEachRowOnceOnTwoInstances() {
        Installation shared = Installation.fresh("work_once");
        Counting first = new Counting();
        Counting second = new Counting();
        CountDownLatch bothWork = new CountDownLatch(2);
        AtomicBoolean firstWorks = new AtomicBoolean();
        AtomicBoolean secondWorks = new AtomicBoolean();
        // Nobody goes on before both have begun, and the poll is too slow to make them: one is told by the other.
        try (TestInstance one = slowPoll(shared).worker(first).start();
                TestInstance two = slowPoll(shared).worker(second).start()) {
            first.work = item -> together(one, item, firstWorks, bothWork);
            second.work = item -> together(two, item, secondWorks, bothWork);
            one.transact(() -> {
                for (int i = 0; i < 400; i++) {
                    one.get(WorkQueue.class).add(work("w" + i));
                }
            });
            await().atMost(PATIENCE).until(() -> one.count("messaging_work") == 0);
            await().atMost(PATIENCE).until(() -> first.done.size() + second.done.size() == 400);
            assertThat(first.done).doesNotContainKeys(second.done.keySet().toArray(String[]::new));
            assertThat(first.done.values()).containsOnly(1);
            assertThat(second.done.values()).containsOnly(1);
            assertThat(second.done).isNotEmpty();
        }
    }

    private static TestInstance.Builder slowPoll(Installation shared) {
        return shared.service(Service.SIGNING).with("kyso.messaging.poll-interval", "10m");
    }

    private static void together(TestInstance instance, WorkItem item, AtomicBoolean works, CountDownLatch bothWork) {
        if (!works.getAndSet(true)) {
            bothWork.countDown();
        }
        awaitLatch(bothWork);
        finish(instance, item);
    }

    @Test
    void leavesARowAloneThatExistsAlreadyAndForgetsOneThatRolledBack() {
        Installation shared = Installation.fresh("work_rows");
        try (TestInstance instance = shared.service(Service.SIGNING).start()) {
            add(instance, work("same"));
            add(instance, work("same"), work("other"));
            assertThat(instance.count("messaging_work")).isEqualTo(2);
            assertThatThrownBy(() -> instance.transact(() -> {
                        instance.get(WorkQueue.class).add(work("rolled-back"));
                        throw new IllegalStateException("the caller's trouble");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(instance.count("messaging_work")).isEqualTo(2);
            assertThatThrownBy(() -> instance.get(WorkQueue.class).add(work("without")))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void tellsAWorkerWhoseLeaseIsLostThatItDoesNotCount() {
        Installation shared = Installation.fresh("work_lost");
        try (TestInstance instance = shared.service(Service.SIGNING).start()) {
            JdbcWorkQueue queue = instance.get(JdbcWorkQueue.class);
            add(instance, work("lost"));
            WorkItem slow =
                    queue.lease("counting", 10, Duration.ZERO).getFirst().item();
            WorkItem next = queue.lease("counting", 10, Duration.ofMinutes(1))
                    .getFirst()
                    .item();
            assertThat(next.attempt()).isEqualTo(2);
            assertThat(queue.lease("counting", 10, Duration.ofMinutes(1))).isEmpty();
            assertThat(queue.retryLater(slow, Duration.ZERO, "late")).isFalse();
            instance.transact(() -> assertThat(queue.finish(slow)).isFalse());
            assertThatThrownBy(() -> queue.finish(next)).isInstanceOf(IllegalStateException.class);
            instance.transact(() -> assertThat(queue.finish(next)).isTrue());
            instance.transact(() -> assertThat(queue.finish(next)).isFalse());
        }
    }

    @Test
    void keepsTheLeaseOfWorkThatTakesLong() throws InterruptedException {
        Installation shared = Installation.fresh("work_long");
        Counting worker = new Counting();
        worker.lease = Duration.ofMillis(600);
        CountDownLatch release = new CountDownLatch(1);
        try (TestInstance instance =
                shared.service(Service.SIGNING).worker(worker).start()) {
            worker.work = item -> {
                awaitLatch(release);
                finish(instance, item);
            };
            add(instance, work("long"));
            await().pollDelay(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(attempt(instance, "long")).isEqualTo(1));
            release.countDown();
            await().atMost(PATIENCE).until(() -> instance.count("messaging_work") == 0);
            assertThat(worker.done).containsEntry("long", 1);
        }
    }

    @Test
    void triesAgainAfterAnErrorAndAfterAWorkerThatForgotToFinish() {
        Installation shared = Installation.fresh("work_retry");
        Counting worker = new Counting();
        try (TestInstance instance =
                shared.service(Service.SIGNING).worker(worker).start()) {
            worker.work = item -> {
                if (item.attempt() == 1) {
                    throw new IllegalStateException("the token is away");
                }
                if (item.attempt() == 3) {
                    instance.get(WorkQueue.class).retryLater(item, Duration.ofMillis(10), "not yet");
                }
                if (item.attempt() == 4) {
                    finish(instance, item);
                }
            };
            try (KeptLogs logs = KeptLogs.open()) {
                add(instance, work("retried/document"));
                await().atMost(PATIENCE).until(() -> instance.count("messaging_work") == 0);
                assertThat(worker.done).containsEntry("retried/document", 3);
                assertThat(logs.about("Work counting/retried/document"))
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(line -> assertThat(line.beside())
                                .containsEntry("tenant", "demo")
                                .containsEntry("signRequest", "retried"));
            }
        }
    }

    @Test
    void callsExpiredOnceTheDeadlinePassed() {
        Installation shared = Installation.fresh("work_expired");
        Counting worker = new Counting();
        AtomicBoolean first = new AtomicBoolean(true);
        try (TestInstance instance =
                shared.service(Service.SIGNING).worker(worker).start()) {
            worker.work = _ -> {
                throw new IllegalStateException("never works");
            };
            worker.end = item -> {
                if (first.getAndSet(false)) {
                    throw new IllegalStateException("nor does the first end");
                }
                finish(instance, item);
            };
            Instant now = Instant.now();
            add(instance, new NewWork("counting", "late", "demo", "{}", now, now.plusMillis(1200)));
            await().atMost(PATIENCE).until(() -> instance.count("messaging_work") == 0);
            assertThat(worker.expired).containsEntry("late", 2);
            assertThat(worker.done).isEmpty();
        }
    }

    @Test
    void keepsTimersToATenthOfASecond() {
        Installation shared = Installation.fresh("work_timer");
        Counting worker = new Counting();
        try (TestInstance instance =
                shared.service(Service.SIGNING).worker(worker).start()) {
            worker.finishesIn(instance);
            add(instance, work("warm"));
            await().atMost(PATIENCE).until(() -> worker.done.containsKey("warm"));
            Instant due = Instant.now().plusMillis(1700);
            add(instance, new NewWork("counting", "far", "demo", "{}", due.plusSeconds(60), due.plusSeconds(90)));
            add(instance, new NewWork("counting", "near", "demo", "{}", due, due.plusSeconds(60)));
            await().atMost(PATIENCE).until(() -> worker.done.containsKey("near"));
            assertThat(Duration.between(due, worker.at.get("near"))).isBetween(Duration.ZERO, Duration.ofMillis(250));
            assertThat(worker.done).doesNotContainKey("far");
        }
    }

    @Test
    void givesBackWhatItLeasedAtShutdown() {
        Installation shared = Installation.fresh("work_shutdown");
        Counting stuck = new Counting();
        CountDownLatch release = new CountDownLatch(1);
        Counting other = new Counting();
        try (TestInstance two = shared.service(Service.SIGNING)
                .with("kyso.messaging.poll-interval", "1s")
                .start()) {
            try (TestInstance one = shared.service(Service.SIGNING)
                    .worker(stuck)
                    .with("kyso.messaging.shutdown-grace", "1s")
                    .start()) {
                stuck.work = _ -> awaitLatch(release);
                add(one, work("given-back"));
                await().atMost(PATIENCE).until(() -> attempt(one, "given-back") == 1);
            }
            JdbcWorkQueue queue = two.get(JdbcWorkQueue.class);
            assertThat(queue.lease("counting", 1, other.lease())).hasSize(1);
        } finally {
            release.countDown();
        }
    }

    private static int attempt(TestInstance instance, String key) {
        return instance.jdbc()
                .sql("SELECT coalesce(max(attempt), 0) FROM messaging_work WHERE work_key = ?")
                .param(key)
                .query(Integer.class)
                .single();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
