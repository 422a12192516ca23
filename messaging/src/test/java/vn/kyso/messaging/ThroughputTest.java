package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.messaging.TestInstance.Installation;

/// What one producing and one consuming instance carry, from the append to the listener's commit. Figures mean
/// something only with the optimising compiler: `-Dtest.jvm.args=-XX:TieredStopAtLevel=4`.
@Tag("long")
final class ThroughputTest {
    private static final Logger LOG = LoggerFactory.getLogger(ThroughputTest.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int CALLERS = 8;
    private static final int ALONE = 50;
    private static final int EACH = 1_000;

    @Test
    void carriesEachEventOnceAtFullSpeed() throws ExecutionException, InterruptedException {
        Installation documents = Installation.fresh("throughput");
        try (TestInstance document = documents.service(Service.DOCUMENT).start();
                TestInstance signing = documents
                        .withOwnDatabase("throughput_consumer")
                        .service(Service.SIGNING)
                        .recorder(Topic.SIGN_REQUESTED, _ -> {})
                        .start()) {
            run(document, signing, "warm", 500);
            Duration before = cpu();
            double perSecond = run(document, signing, "measured", EACH);
            double millis = cpu().minus(before).toNanos() / 1e6 / (CALLERS * EACH);
            LOG.info("This JVM, which is producer and consumer, used {} ms of CPU per event", millis);
            LOG.info("{} events a second from append to effect", (long) perSecond);
            assertThat(signing.count("seen")).isEqualTo(CALLERS * (500L + EACH));
            assertThat(signing.count("messaging_inbox")).isEqualTo(signing.count("seen"));
        }
    }

    /// A consumer that has waited in vain for a while must not be slower than one that is busy.
    @Test
    void carriesALoneEventAtOnceHoweverLongNothingCame() throws InterruptedException {
        Installation documents = Installation.fresh("alone");
        try (TestInstance document = documents.service(Service.DOCUMENT).start();
                TestInstance signing = documents
                        .withOwnDatabase("alone_consumer")
                        .service(Service.SIGNING)
                        .recorder(Topic.SIGN_REQUESTED, _ -> {})
                        .start()) {
            latencyAfter(Duration.ZERO, document, signing, "first");
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < ALONE; i++) {
                millis.add(latencyAfter(Duration.ofMillis(300 + 37L * (i % 23)), document, signing, "alone" + i));
            }
            millis.sort(null);
            double median = millis.get(ALONE / 2);
            double ninetieth = millis.get(ALONE * 9 / 10);
            LOG.info("An event alone takes {} ms, 90th percentile {}, at most {}", median, ninetieth, millis.getLast());
            assertThat(ninetieth).isLessThan(250);
        }
    }

    private static double run(TestInstance document, TestInstance signing, String name, int each)
            throws ExecutionException, InterruptedException {
        String json = "\"" + "x".repeat(1_000) + "\"";
        long already = signing.count("seen");
        long start = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String key = name + caller;
                calls.add(callers.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        document.append(TestInstance.event(Topic.SIGN_REQUESTED, key + "-" + i, 1, json));
                    }
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
        LOG.info("{}: appended {} a second", name, (long) (CALLERS * each / seconds(start)));
        await().pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(() -> signing.count("seen") - already == (long) CALLERS * each);
        return CALLERS * each / seconds(start);
    }

    private static double latencyAfter(Duration pause, TestInstance document, TestInstance signing, String key)
            throws InterruptedException {
        Thread.sleep(pause);
        long start = System.nanoTime();
        document.append(TestInstance.event(Topic.SIGN_REQUESTED, key, 1));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() -> signing.seen(key).size() == 1);
        return seconds(start) * 1000;
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
