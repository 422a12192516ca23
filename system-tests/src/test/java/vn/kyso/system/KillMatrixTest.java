package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

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
            List.of("document-service", "certificate-service", "signing-service", "notification-service");
    private static final Signers.Signer SIGNER = Signers.enrolled("p256");

    private final Requester demo = Requester.of("demo");

    static Stream<Arguments> everyStepAndService() {
        return STEPS.stream().flatMap(step -> SERVICES.stream().map(service -> Arguments.of(step, service)));
    }

    @ParameterizedTest(name = "{1} ends after {0}")
    @CsvSource({
        "approval-requested, notification-service",
        "approval-accepted, signing-service"
    })
    void endsSignedOnceWhereItHurtsMost(String step, String service) {
        endsSignedOnce(step, service);
    }

    @Tag("long")
    @ParameterizedTest(name = "{1} ends after {0}")
    @MethodSource("everyStepAndService")
    void endsSignedOnceWhereverItHappens(String step, String service) {
        endsSignedOnce(step, service);
    }

    private void endsSignedOnce(String step, String service) {
        Platform platform = Platform.running();
        try (Broker broker = Broker.observed()) {
            String document = demo.uploaded("a.pdf", Pdfs.contract(1));
            JsonNode asked = demo.ask(Requester.asking(
                            document, Map.of("invisible", true), SIGNER.userId(), SIGNER.serial()))
                    .expecting(202)
                    .json();
            String id = asked.path("id").asString();
            Thread killer = Thread.ofVirtual().start(() -> {
                broker.awaits(step, Broker.about(step, id));
                platform.kill(service);
            });
            boolean beforeApproval = STEPS.indexOf(step) < STEPS.indexOf("approval-given");
            if (beforeApproval) {
                if (step.equals("request-opened")) {
                    openWhenPossible(id, killer);
                }
                join(killer);
                platform.up();
            }
            approveWhenPossible(id, asked.path("matchCode").asString());
            if (!beforeApproval) {
                join(killer);
                platform.up();
            }
            JsonNode finished = Awaitility.await()
                    .atMost(Requester.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> demo.signRequest(id), r -> r.path("state").asString().equals("finished"));

            assertThat(finished.path("outcome").asString()).as(finished.toString()).isEqualTo("signed");
            Judgement judgement = Judgement.of(demo.content(document));
            judgement.acceptedByAll("B-T");
            assertThat(judgement.signatures()).isEqualTo(1);
            assertThat(demo.get("/v1/documents/" + document).json().path("revision").asInt())
                    .isEqualTo(2);
            assertThat(finished.path("timeline").toString().split("\"finished\"", -1)).hasSize(2);
        }
    }

    /// Opens the request on the phone, whose answer may be lost with the service that ends because of it.
    private static void openWhenPossible(String id, Thread killer) {
        Awaitility.await("the request is opened")
                .atMost(Requester.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsMatching(e -> e instanceof UncheckedIOException)
                .until(() -> !killer.isAlive()
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

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Requester.PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
