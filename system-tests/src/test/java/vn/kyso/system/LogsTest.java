package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What operators find in the logs of one sign request: every service that worked on it names it and its tenant beside
/// each line, and carries on the trace of the call that asked for it.
final class LogsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TRACE = UUID.randomUUID().toString().replace("-", "");

    private static final List<String> EVENTS = List.of(
            "signature-asked",
            "approval-requested",
            "approval-given",
            "approval-accepted",
            "signature-created",
            "document-signed",
            "sign-request-finished");

    private static String id = "";
    private static Map<String, String> eventIds = Map.of();

    @BeforeAll
    static void aRequestIsSigned() {
        Signers.Signer signer = Signers.enrolled("p256");
        Requester demo = Requester.of("demo");
        Map<String, Object> asking = Requester.asking(
                demo.uploaded("a.pdf", Pdfs.contract(1)), Map.of("invisible", true), signer.userId(), signer.serial());
        try (Broker broker = Broker.observed()) {
            JsonNode asked = Http.send(demo.request("/v1/sign-requests")
                            .header("Content-Type", "application/json")
                            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(asking))))
                    .expecting(202)
                    .json();
            id = asked.path("id").asString();
            signer.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
            assertThat(demo.finished(id).path("outcome").asString()).isEqualTo("signed");
            eventIds = EVENTS.stream()
                    .collect(Collectors.toMap(
                            type -> type, type -> Broker.header(broker.awaits(type, Broker.about(type, id)), "ce_id")));
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "signing-service, signature-asked",
        "notification-service, approval-requested",
        "signing-service, approval-given",
        "document-service, approval-accepted",
        "document-service, signature-created",
        "notification-service, document-signed",
        "notification-service, sign-request-finished"
    })
    void whatAnEventSetsOffNamesTheRequestAndItsTenant(String service, String event) {
        assertThat(linesOn(service, event)).allSatisfy(LogsTest::namesRequestAndTenant);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({"signing-service, signature", "document-service, seal"})
    void workOnADocumentNamesTheRequestAndItsTenant(String service, String queue) {
        assertThat(lines(service, "work", queue + "/" + id)).allSatisfy(LogsTest::namesRequestAndTenant);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"signing-service, signature-asked", "notification-service, approval-requested"})
    void theTraceOfTheCallThatAskedGoesOn(String service, String event) {
        assertThat(linesOn(service, event))
                .allSatisfy(line -> assertThat(line.path("traceId").asString()).isEqualTo(TRACE));
    }

    private static void namesRequestAndTenant(JsonNode line) {
        assertThat(line.path("signRequest").asString()).as("%s", line).isEqualTo(id);
        assertThat(line.path("tenant").asString()).as("%s", line).isEqualTo("demo");
    }

    private static List<JsonNode> linesOn(String service, String event) {
        return lines(service, "eventId", String.valueOf(eventIds.get(event)));
    }

    /// The lines of a service in which a field begins so; some, once they are written.
    private static List<JsonNode> lines(String service, String field, String begin) {
        Path log = Platform.running().data().resolve("logs").resolve(service + ".log");
        return Awaitility.await(service + " " + begin)
                .atMost(Requester.PATIENCE)
                .ignoreExceptionsMatching(JacksonException.class::isInstance) // the last line is half written
                .until(() -> lines(log, field, begin), lines -> !lines.isEmpty());
    }

    private static List<JsonNode> lines(Path log, String field, String begin) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(begin) && line.startsWith("{"))
                    .map(JSON::readTree)
                    .filter(line -> line.path(field).asString().startsWith(begin))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
