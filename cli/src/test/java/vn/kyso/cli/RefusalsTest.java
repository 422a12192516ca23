package vn.kyso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kyso.local.Ports;
import vn.kyso.testkit.TestKeys;

/// What scripts see of a refusal: one line that says why, and an exit code that says whether trying again may help.
final class RefusalsTest {
    private static final String DEVICE = "6f0b2b0e-58f9-4b39-9a3c-1d6b1c3f0d11";
    private static final List<String> COMMANDS = List.of(
            "cancel r1",
            "revoke 0A",
            "devices ICA.001099012345",
            "devices ICA.001099012345 --revoke " + DEVICE,
            "authority",
            "authority --rotate issuing",
            "authority --revoke 0A",
            "audit signing",
            "replay signing-service sign-requested");

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final HttpServer server = server();
    private int status = 200;
    private String type = "application/json";
    private String body = "{}";

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "404, not-found, 5",
        "404, certificate-not-found, 5",
        "409, certificate-already-revoked, 5",
        "401, unauthenticated, 5",
        "403, forbidden, 5",
        "429, rate-limited, 5",
        "500, internal-error, 6",
        "503, service-unavailable, 6"
    })
    void theCodeOfAProblemDecides(int status, String code, int exit) {
        answering(status, "application/problem+json", problem(status, code));
        for (String command : COMMANDS) {
            assertThat(run(command)).as(command + "\n" + err()).isEqualTo(exit);
            assertThat(err()).startsWith("kyso: ").contains("What is wrong.").doesNotContain("Exception", "\tat ");
            assertThat(err().lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "", "[]", "null", "{\"code\":7}"})
    void whatIsNoProblemIsTakenForAServiceThatIsAway(String answer) {
        answering(502, "text/html", answer);
        for (String command : COMMANDS) {
            assertThat(run(command)).as(command + "\n" + err()).isEqualTo(ExitCodes.UNAVAILABLE);
            assertThat(err()).startsWith("kyso: ").doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void aSecretThatIsWrongIsARefusal() {
        answering(401, "application/json", "{\"error\":\"invalid_client\"}");
        assertThat(run("cancel r1")).isEqualTo(ExitCodes.REFUSED);
        assertThat(calls).allSatisfy(call -> assertThat(call).isEqualTo("POST /oauth2/token"));
        assertThat(err()).startsWith("kyso: ").contains("(invalid-client)").doesNotContain("Exception");
    }

    @Test
    void aTenantWithoutASecretIsNotSetUp() {
        assertThat(run("cancel r1 --tenant unknown")).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(err()).contains("There is no secret for tenant 'unknown'");
        assertThat(calls).isEmpty();
    }

    @Test
    void aServiceThatIsAwayIsOneToTryAgain() {
        int nobody = Ports.free();
        for (String command : COMMANDS) {
            assertThat(run(configured(nobody), command)).as(command).isEqualTo(ExitCodes.UNAVAILABLE);
            assertThat(err()).contains("can't be reached").doesNotContain("Exception");
        }
    }

    @Test
    void anIdIsOneSegmentOfTheAddressWhateverStandsInIt() {
        answering(404, "application/problem+json", problem(404, "not-found"));
        for (String id : List.of("../operator/x", "a/b?c=d#e", "%2e%2e", "ä ö")) {
            for (String[] command : List.<String[]>of(new String[] {"revoke", id}, new String[] {"devices", id})) {
                run(configured(server.getAddress().getPort()), command);
            }
        }
        assertThat(calls)
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call)
                        .matches("POST /v1/operator/certificates/[^/?]+/revocation"
                                + "|GET /v1/operator/devices\\?userId=[^/&?]+"));
    }

    @Test
    void aBrokenAuditLogIsARefusalAndAWholeOneIsNot() {
        answering(200, "application/json", "{\"intact\":true,\"seals\":2,\"sealedRows\":5,\"unsealed\":1}");
        assertThat(run("audit signing --known-seal 2")).isEqualTo(ExitCodes.DONE);
        assertThat(calls).containsExactly("GET /v1/operator/audit/verification?knownSeal=2");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("signing-service  intact: 5 rows under 2 seals");
        answering(200, "application/json", "{\"intact\":false,\"position\":3,\"what\":\"A row is missing\"}");
        assertThat(run("audit signing")).isEqualTo(ExitCodes.REFUSED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("BROKEN at 3: A row is missing");
        assertThat(run("audit nobody")).isEqualTo(ExitCodes.USAGE);
        assertThat(run("audit --known-seal 2")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aDeviceIsRevokedOnlyAmongItsSignersOwn() {
        answering(
                200,
                "application/json",
                "{\"devices\":[{\"id\":\"another\",\"name\":\"Phone\",\"status\":\"bound\"}]}");
        assertThat(run("devices ICA.001099012345 --revoke " + DEVICE)).isEqualTo(ExitCodes.REFUSED);
        assertThat(err()).contains("has no device " + DEVICE);
        assertThat(calls).noneMatch(call -> call.startsWith("DELETE"));
    }

    @Test
    void aProblemIsJsonWhereJsonWasAskedFor() {
        answering(404, "application/problem+json", problem(404, "not-found"));
        assertThat(run("cancel r1 --json")).isEqualTo(ExitCodes.REFUSED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"code\":\"not-found\"");
    }

    private void answering(int status, String type, String body) {
        this.status = status;
        this.type = type;
        this.body = body;
    }

    private static String problem(int status, String code) {
        return "{\"type\":\"urn:kyso:problem:" + code + "\",\"status\":" + status + ",\"code\":\"" + code
                + "\",\"title\":\"A title\",\"detail\":\"What is wrong.\"}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            calls.add(call);
            exchange.getRequestBody().readAllBytes();
            boolean token = call.endsWith("/oauth2/token") && !body.contains("invalid_client");
            byte[] bytes =
                    (token ? "{\"access_token\":\"t\",\"expires_in\":600}" : body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", token ? "application/json" : type);
            exchange.sendResponseHeaders(token ? 200 : status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private int run(String command) {
        return run(configured(server.getAddress().getPort()), command.split(" "));
    }

    private int run(Map<String, String> environment, String command) {
        return run(environment, command.split(" "));
    }

    private int run(Map<String, String> environment, String... arguments) {
        out.reset();
        err.reset();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                false);
        return Kyso.run(console, environment, arguments);
    }

    private Map<String, String> configured(int port) {
        String url = "http://127.0.0.1:" + port;
        return Map.of(
                "KYSO_CONFIG",
                folder.resolve("none").toString(),
                "KYSO_URL",
                url,
                "KYSO_CLIENT_ID",
                "demo",
                "KYSO_CLIENT_SECRET",
                "secret",
                "KYSO_OPERATOR_KEY",
                operatorKey().toString(),
                "KYSO_SIGNING_SERVICE",
                url,
                "KYSO_CERTIFICATE_SERVICE",
                url);
    }

    private Path operatorKey() {
        try {
            byte[] der = TestKeys.p256().getPrivate().getEncoded();
            return Files.writeString(
                    folder.resolve("operator.pem"),
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder().encodeToString(der)
                            + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
