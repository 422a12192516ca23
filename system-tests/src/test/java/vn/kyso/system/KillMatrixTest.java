package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import vn.kyso.testkit.judge.Judgement;

/// Any service ends at once between any two steps of the signing cycle, comes back, and the request ends signed, once.
final class KillMatrixTest {
    private static final List<String> STEPS = List.of(
            "signature-asked",
            "approval-requested",
            "request-opened",
            "approval-given",
            "approval-accepted",
            "signature-created",
            "document-signed");
    private static final List<String> SERVICES =
            List.of("document-service", "certificate-service", "signing-service", "notification-service", "gateway");
    private static final int MOST_RUNS = 5;
    private static final Signers.Signer SIGNER = Signers.enrolled("p256");

    private final Requester demo = Requester.of("demo");

    static Stream<Arguments> everyStepAndService() {
        return STEPS.stream().flatMap(step -> SERVICES.stream().map(service -> Arguments.of(step, service)));
    }

    @ParameterizedTest(name = "{1} ends after {0}")
    @CsvSource("approval-requested, notification-service")
    void endsSignedOnceWhereItHurtsMost(String step, String service) {
        endsSignedOnce(step, service);
    }

    @Tag("long")
    @ParameterizedTest(name = "{1} ends after {0}")
    @MethodSource("everyStepAndService")
    void endsSignedOnceWhereverItHappens(String step, String service) {
        endsSignedOnce(step, service);
    }

    /// A run counts where the service died before the next step: one that was quicker than its death is repeated.
    private void endsSignedOnce(String step, String service) {
        for (int run = 1; run <= MOST_RUNS; run++) {
            if (diedBeforeTheNextStep(step, service)) {
                return;
            }
        }
        throw new AssertionError("In %d runs %s never ended between %s and the next step: nothing is shown"
                .formatted(MOST_RUNS, service, step));
    }

    private boolean diedBeforeTheNextStep(String step, String service) {
        Platform platform = Platform.running();
        try (Broker broker = Broker.observed()) {
            String document = demo.uploaded("a.pdf", Pdfs.contract(1));
            JsonNode asked = demo.ask(
                            Requester.asking(document, Map.of("invisible", true), SIGNER.userId(), SIGNER.serial()))
                    .expecting(202)
                    .json();
            String id = asked.path("id").asString();
            CompletableFuture<Instant> death = broker.onceSaid(Broker.about(step, id), () -> platform.kill(service));
            CompletableFuture<Void> back = death.thenRunAsync(platform::up);
            if (STEPS.indexOf(step) < STEPS.indexOf("approval-given")) {
                if (step.equals("request-opened")) {
                    openWhenPossible(id, death);
                }
                join(back);
            }
            approveWhenPossible(id, asked.path("matchCode").asString());
            join(back);
            JsonNode finished = Awaitility.await()
                    .atMost(Requester.PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () -> demo.signRequest(id),
                            r -> r.path("state").asString().equals("finished"));

            assertThat(finished.path("outcome").asString())
                    .as(finished.toString())
                    .isEqualTo("signed");
            Judgement judgement = Judged.of(demo.content(document));
            judgement.acceptedByAll("B-T");
            assertThat(judgement.signatures()).isEqualTo(1);
            assertThat(demo.get("/v1/documents/" + document)
                            .json()
                            .path("revision")
                            .asInt())
                    .isEqualTo(2);
            assertThat(Requester.timeline(finished)).containsOnlyOnce("finished");
            return !saidBefore(broker, STEPS.indexOf(step) + 1, id, death.join());
        }
    }

    /// Whether that step had happened at that time. What follows on the last step is said with it, in one transaction.
    private static boolean saidBefore(Broker broker, int step, String id, Instant time) {
        return step < STEPS.size()
                && broker.awaits(STEPS.get(step), Broker.about(STEPS.get(step), id))
                                .timestamp()
                        <= time.toEpochMilli();
    }

    /// Opens the request on the phone, whose answer may be lost with the service that ends because of it.
    private static void openWhenPossible(String id, CompletableFuture<Instant> death) {
        Awaitility.await("the request is opened")
                .atMost(Requester.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsMatching(e -> e instanceof UncheckedIOException)
                .until(() -> death.isDone()
                        || SIGNER.phone().get("inbox", "/v1/inbox/" + id).status() == 200);
    }

    /// A phone that finds a service gone tries again, as apps do.
    private static void approveWhenPossible(String id, String code) {
        Awaitility.await()
                .atMost(Requester.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(e -> e instanceof UncheckedIOException || e instanceof RuntimeException)
                .until(() -> {
                    try {
                        int status = SIGNER.phone().approve(id, code).status();
                        return status == 202 || status == 409;
                    } catch (AssertionError e) {
                        return false; // a service answered that it can't at the moment
                    }
                });
    }

    private static void join(CompletableFuture<Void> back) {
        back.orTimeout(Requester.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
