package vn.kyso.frame.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.IdempotencyKeys;
import vn.kyso.frame.PlainService;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;
import vn.kyso.testkit.KysoTest;

@KysoTest(Service.DOCUMENT)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = PlainService.class)
class IdempotencyKeysTest {
    @Autowired
    IdempotencyKeys keys;

    @Autowired
    LeasedKeys leased;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final AtomicInteger calls = new AtomicInteger();

    record Created(String id, String secret) {}

    @Test
    void givesTheFirstAnswerAgain() {
        ResponseEntity<Created> first = once("demo", "k-1", "body", this::create);
        ResponseEntity<Created> second = once("demo", "k-1", "body", this::create);

        assertThat(calls).hasValue(1);
        assertThat(second.getBody()).isEqualTo(first.getBody());
        assertThat(second.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(second.getHeaders().getLocation()).isEqualTo(URI.create("/v1/things/1"));
        assertThat(second.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(first.getHeaders().getFirst("Idempotent-Replayed")).isNull();
    }

    @Test
    void givesAnAnswerWithoutBodyAgain() {
        Supplier<ResponseEntity<Created>> empty = () -> {
            calls.incrementAndGet();
            return ResponseEntity.noContent().build();
        };
        once("demo", "k-empty", "body", empty);

        assertThat(once("demo", "k-empty", "body", empty).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(calls).hasValue(1);
    }

    @Test
    void refusesAKeyForAnotherRequest() {
        once("demo", "k-2", "body", this::create);

        assertRefused(ProblemType.IDEMPOTENCY_KEY_REUSED, "demo", "k-2", "another body");
        assertThat(calls).hasValue(1);
    }

    @Test
    void keepsTenantsAndCallersApart() {
        once("demo", "k-3", "body", this::create);
        once("other", "k-3", "another body", this::create);
        assertThat(calls).hasValue(2);

        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(
                "vn.kyso.frame.caller", new Requester("demo", "Demo", "another-client", java.util.Set.of()));
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            once("demo", "k-3", "body", this::create);
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
        assertThat(calls).hasValue(3);
    }

    @Test
    void makesEveryCallWithoutAKey() {
        keys.once("demo", null, "body", Created.class, this::create);
        keys.once("demo", null, "body", Created.class, this::create);

        assertThat(calls).hasValue(2);
    }

    @Test
    void refusesKeysThatAreNotPrintableAscii() {
        assertRefused(ProblemType.MALFORMED_REQUEST, "demo", "", "body");
        assertRefused(ProblemType.MALFORMED_REQUEST, "demo", "x".repeat(201), "body");
        assertRefused(ProblemType.MALFORMED_REQUEST, "demo", "khóa", "body");
        once("demo", "x".repeat(200), "body", this::create);
        assertThat(calls).hasValue(1);
    }

    @Test
    void freesTheKeyOfACallThatWasRefused() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> once("demo", "k-4", "body", () -> {
                    throw new ProblemException(ProblemType.NOT_A_PDF, "No.");
                }));

        once("demo", "k-4", "mended body", this::create);
        assertThat(calls).hasValue(1);
    }

    @Test
    void refusesTheSecondCallWhileTheFirstRuns() throws InterruptedException, ExecutionException, TimeoutException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ResponseEntity<Created>> first = threads.submit(() -> once("demo", "k-5", "body", () -> {
                started.countDown();
                await(mayEnd);
                return create();
            }));
            await(started);

            assertRefused(ProblemType.IDEMPOTENT_CALL_RUNNING, "demo", "k-5", "body");
            mayEnd.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        }
        assertThat(once("demo", "k-5", "body", this::create).getBody()).isEqualTo(new Created("1", "s3cret-1"));
        assertThat(calls).hasValue(1);
    }

    @Test
    void runsACallAgainWhoseInstanceDied() {
        leaveBehind("k-6", "body", "now() - interval '1 second'");

        once("demo", "k-6", "body", this::create);

        assertThat(calls).hasValue(1);
    }

    @Test
    void waitsForAnInstanceThatIsStillHeardOf() {
        leaveBehind("k-7", "body", "now() + interval '10 seconds'");

        assertRefused(ProblemType.IDEMPOTENT_CALL_RUNNING, "demo", "k-7", "body");
    }

    @Test
    void renewsTheLeaseOfALongCall() {
        once("demo", "k-8", "body", () -> {
            jdbc.sql("update frame_idempotency set leased_until = now() - interval '1 second' where key = 'k-8'")
                    .update();
            leased.renew();
            assertRefused(ProblemType.IDEMPOTENT_CALL_RUNNING, "demo", "k-8", "body");
            return create();
        });
    }

    @Test
    void leavesTheKeyToWhoeverTookItOver() {
        ResponseEntity<Created> late = once("demo", "k-9", "body", () -> {
            jdbc.sql("update frame_idempotency set lease = :other where key = 'k-9'")
                    .param("other", UUID.randomUUID())
                    .update();
            return create();
        });

        assertThat(late.getBody()).isNotNull();
        assertRefused(ProblemType.IDEMPOTENT_CALL_RUNNING, "demo", "k-9", "body");
    }

    @Test
    void refusesToRunInsideATransaction() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> once("demo", "k-10", "body", this::create)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsAnswersUnreadableInTheDatabase() {
        once("demo", "k-11", "body", this::create);

        byte[] body = jdbc.sql("select body from frame_idempotency where key = 'k-11'")
                .query(byte[].class)
                .single();
        assertThat(new String(body, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
    }

    @Test
    void forgetsKeysAfterADay() {
        once("demo", "k-12", "body", this::create);
        once("demo", "k-13", "body", this::create);
        jdbc.sql("update frame_idempotency set created_at = now() - interval '25 hours' where key = 'k-12'")
                .update();

        leased.forget();

        once("demo", "k-12", "body", this::create);
        once("demo", "k-13", "body", this::create);
        assertThat(calls).hasValue(3);
    }

    private void leaveBehind(String key, String fingerprint, String until) {
        jdbc.sql("""
                        insert into frame_idempotency (tenant, caller, key, fingerprint, lease, leased_until, created_at)
                        values ('demo', 'anybody', :key, :fingerprint, :lease,
                        """ + until + ", now())")
                .param("key", key)
                .param("fingerprint", StoredAnswers.digest(fingerprint))
                .param("lease", UUID.randomUUID())
                .update();
    }

    private ResponseEntity<Created> create() {
        int n = calls.incrementAndGet();
        return ResponseEntity.created(URI.create("/v1/things/" + n)).body(new Created("" + n, "s3cret-" + n));
    }

    private ResponseEntity<Created> once(
            String tenant, String key, String fingerprint, Supplier<ResponseEntity<Created>> call) {
        return keys.once(tenant, key, fingerprint, Created.class, call);
    }

    private void assertRefused(ProblemType type, String tenant, String key, String fingerprint) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> once(tenant, key, fingerprint, this::create))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
