package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessResourceFailureException;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;

final class ListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();
    private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger AWAY = new AtomicInteger();
    private static final AtomicInteger TRIES = new AtomicInteger();
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("NullAway.Init")
    private static TestInstance instance;

    @BeforeAll
    static void start() {
        instance = TestInstance.Installation.fresh("listener")
                .service(Service.DOCUMENT)
                .listener(Topic.SIGN_REQUESTED, ListenerTest::listen)
                .start();
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    private static void listen(EventEnvelope event, TestInstance in) {
        LOGGED.add(MDC.get("tenant") + "/" + MDC.get("signRequest"));
        boolean known = in.jdbc()
                .sql("SELECT EXISTS (SELECT FROM thing WHERE name = ?)")
                .param(event.key())
                .query(Boolean.class)
                .single();
        if (event.key().startsWith("parked") && !known) {
            in.get(ParkedEvents.class).park(event, "thing:" + event.key());
            return;
        }
        in.record(event);
        if (REFUSED.contains(event.key())) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "not this one");
        }
        if (BROKEN.contains(event.key())) {
            TRIES.incrementAndGet();
            throw new IllegalStateException("a bug");
        }
        if (event.key().equals("away") && AWAY.getAndDecrement() > 0) {
            throw new DataAccessResourceFailureException("the database is away");
        }
    }

    @Test
    void sendsWhatItsListenerRefusesToTheDeadLettersAndTakesItOnceWhenReplayed() {
        REFUSED.add("refused");
        EventEnvelope event = TestInstance.event(Topic.SIGN_REQUESTED, "refused", 1);
        instance.append(event);
        await().atMost(PATIENCE).until(() -> letter("refused") != null);
        DeadLetter letter = letter("refused");
        assertThat(letter.reason()).isEqualTo(ProblemType.EVENT_REFUSED);
        assertThat(letter.detail()).isEqualTo("not this one");
        assertThat(letter.eventId()).isEqualTo(event.id());
        assertThat(letter.tenant()).isEqualTo("demo");
        assertThat(letter.type()).isEqualTo("vn.kyso.test.v1");
        assertThat(instance.seen("refused")).isEmpty();

        instance.get(DeadLetters.class).replay(Topic.SIGN_REQUESTED);
        await().atMost(PATIENCE).until(() -> letter("refused") != null);

        REFUSED.remove("refused");
        assertThat(instance.get(DeadLetters.class).replay(Topic.SIGN_REQUESTED)).isPositive();
        assertThat(instance.seen("refused")).containsExactly(1L);
        assertThat(letter("refused")).isNull();
    }

    @Test
    void refusesToReplayATopicThatIsNotConsumed() {
        assertThatThrownBy(() -> instance.get(DeadLetters.class).replay(Topic.SIGNATURE_CREATED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void triesABugAFewTimesAndGoesOn() {
        BROKEN.add("broken");
        TRIES.set(0);
        instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "broken", 1));
        instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "after-broken", 1));
        await().atMost(PATIENCE).until(() -> letter("broken") != null);
        assertThat(letter("broken").reason()).isEqualTo(ProblemType.INTERNAL_ERROR);
        assertThat(TRIES.get()).isBetween(4, 6);
        await().atMost(PATIENCE).until(() -> instance.seen("after-broken").size() == 1);
        assertThat(instance.seen("broken")).isEmpty();
    }

    @Test
    void waitsInOrderWhileTheDatabaseIsAway() {
        AWAY.set(4);
        instance.transact(() -> {
            for (int version = 1; version <= 5; version++) {
                instance.get(Outbox.class).append(TestInstance.event(Topic.SIGN_REQUESTED, "away", version));
            }
        });
        await().atMost(PATIENCE).until(() -> instance.seen("away").size() == 5);
        assertThat(instance.seen("away")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(letter("away")).isNull();
    }

    @Test
    void handsParkedEventsOverInOrderWhenWhatTheyWaitForIsThere() {
        for (int version = 1; version <= 3; version++) {
            instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "parked-released", version));
        }
        await().atMost(PATIENCE).until(() -> parked("parked-released") == 3);
        instance.transact(() -> {
            addThing("parked-released");
            instance.get(ParkedEvents.class).release("thing:parked-released");
            assertThat(instance.seen("parked-released")).containsExactly(1L, 2L, 3L);
        });
        assertThat(parked("parked-released")).isZero();
        assertThat(instance.seen("parked-released")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void handsParkedEventsOverByItselfWhereTheReleaseWasMissed() {
        instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "parked-missed", 1));
        await().atMost(PATIENCE).until(() -> parked("parked-missed") == 1);
        instance.transact(() -> addThing("parked-missed"));
        await().atMost(PATIENCE).until(() -> instance.seen("parked-missed").size() == 1);
        assertThat(parked("parked-missed")).isZero();
    }

    @Test
    void doesNotFailWhoeverReleasesForAnEventThatCannotBeTaken() {
        instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "parked-refused", 1));
        await().atMost(PATIENCE).until(() -> parked("parked-refused") == 1);
        REFUSED.add("parked-refused");
        instance.transact(() -> {
            addThing("parked-refused");
            instance.get(ParkedEvents.class).release("thing:parked-refused");
        });
        assertThat(instance.seen("parked-refused")).isEmpty();
        await().atMost(PATIENCE).until(() -> letter("parked-refused") != null);
        assertThat(parked("parked-refused")).isZero();
    }

    @Test
    void logsTheTenantAndTheSignRequest() {
        instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "logged", 1));
        await().atMost(PATIENCE).until(() -> LOGGED.contains("demo/logged"));
    }

    @Test
    void logsWhatFailsUnderTheTenantAndTheSignRequest() {
        BROKEN.add("failed-and-logged");
        REFUSED.add("parked-and-logged");
        try (KeptLogs logs = KeptLogs.open()) {
            instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "failed-and-logged", 1));
            instance.append(TestInstance.event(Topic.SIGN_REQUESTED, "parked-and-logged", 1));
            await().atMost(PATIENCE).until(() -> letter("failed-and-logged") != null);
            await().atMost(PATIENCE).until(() -> parked("parked-and-logged") == 1);
            instance.transact(() -> {
                addThing("parked-and-logged");
                instance.get(ParkedEvents.class).release("thing:parked-and-logged");
            });
            await().atMost(PATIENCE).until(() -> letter("parked-and-logged") != null);
            assertAllUnder("failed-and-logged", logs.about("Listener of sign-requested failed"));
            assertAllUnder("failed-and-logged", logs.about("a bug"));
            assertAllUnder("parked-and-logged", logs.about("can't be taken yet"));
            assertAllUnder("parked-and-logged", logs.about("not this one"));
        }
    }

    private static void assertAllUnder(String signRequest, List<KeptLogs.Line> lines) {
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.beside())
                        .containsEntry("tenant", "demo")
                        .containsEntry("signRequest", signRequest));
    }

    private static void addThing(String name) {
        instance.jdbc().sql("INSERT INTO thing (name) VALUES (?)").param(name).update();
    }

    private static long parked(String key) {
        return instance.jdbc()
                .sql("SELECT count(*) FROM messaging_parked WHERE event_key = ?")
                .param(key)
                .query(Long.class)
                .single();
    }

    @SuppressWarnings("NullAway")
    private static DeadLetter letter(String key) {
        return instance.get(DeadLetters.class).list().stream()
                .filter(letter -> key.equals(letter.key()))
                .findFirst()
                .orElse(null);
    }
}
