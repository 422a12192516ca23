package vn.kyso.frame.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.PlainService;
import vn.kyso.frame.ProblemException;
import vn.kyso.testkit.KysoTest;

@KysoTest(Service.CERTIFICATE)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = PlainService.class)
class RateLimitsTest {
    @Autowired
    JdbcClient jdbc;

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private StoredBuckets limits;

    @BeforeEach
    void start() {
        jdbc.sql("truncate frame_rate_limit").update();
        limits = new StoredBuckets(jdbc, () -> now);
    }

    @Test
    void takesAMinutesWorthAndRefusesTheNext() {
        take(60, "look-up:demo");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> limits.take("look-up:demo", 60))
                .satisfies(refusal -> {
                    assertThat(refusal.type()).isEqualTo(ProblemType.RATE_LIMITED);
                    assertThat(refusal.members()).containsEntry("retryAfterSeconds", 1);
                });
        assertThatNoException().isThrownBy(() -> limits.take("look-up:other", 60));
    }

    @Test
    void fillsSteadily() {
        take(60, "look-up:demo");

        now = now.plusMillis(999);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> limits.take("look-up:demo", 60));
        now = now.plusMillis(1);
        limits.take("look-up:demo", 60);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> limits.take("look-up:demo", 60));
    }

    @Test
    void neverHoldsMoreThanAMinutesWorth() {
        take(60, "look-up:demo");
        now = now.plus(Duration.ofHours(1));
        take(60, "look-up:demo");

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> limits.take("look-up:demo", 60));
    }

    @Test
    void givesNothingForAClockThatIsBehind() {
        take(60, "look-up:demo");
        StoredBuckets behind = new StoredBuckets(jdbc, () -> now.minusSeconds(30));

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> behind.take("look-up:demo", 60));
        now = now.plusSeconds(1);
        limits.take("look-up:demo", 60);
    }

    @Test
    void countsAllInstancesTogether() {
        AtomicInteger taken = new AtomicInteger();
        try (ExecutorService instances = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, 200)
                    .forEach(i -> instances.execute(() -> {
                        try {
                            limits.take("look-up:demo", 50);
                            taken.incrementAndGet();
                        } catch (ProblemException refused) {
                            assertThat(refused.type()).isEqualTo(ProblemType.RATE_LIMITED);
                        }
                    }));
        }
        assertThat(taken).hasValue(50);
    }

    @Test
    void forgetsFullBucketsOnly() {
        limits.take("look-up:old", 60);
        now = now.plusSeconds(121);
        limits.take("look-up:demo", 60);

        limits.forgetFull();

        assertThat(jdbc.sql("select bucket from frame_rate_limit")
                        .query(String.class)
                        .list())
                .containsExactly("look-up:demo");
    }

    private void take(int times, String bucket) {
        IntStream.range(0, times).forEach(i -> limits.take(bucket, 60));
    }
}
