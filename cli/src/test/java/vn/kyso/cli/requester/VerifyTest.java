package vn.kyso.cli.requester;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kyso.cli.Console;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.Kyso;

/// What a file says of itself is a stranger's word.
final class VerifyTest {
    /// As document-service answers of a file whose field (`/T`), signer and reason hold escape sequences and line ends.
    private static final String HOSTILE = """
            {"outcome":"not-valid","findings":[{"severity":"error","code":"damaged","detail":"\\u001b]0;owned\\u0007"}],
             "signatures":[{"kind":"signature","field":"Ky\\u001b[2J\\u001b[1;1H\\ncontract.pdf: valid",
               "indication":"TOTAL-FAILED","subIndication":"HASH_FAILURE",
               "signer":{"subject":"CN=An\\u009b31m\\r","issuer":"CN=\\u202eAC","serial":"0A"},"level":"B-B",
               "coverage":{"wholeFile":false,"revision":1,"bytes":7,
                 "changesAfter":[{"revision":2,"detail":"\\u001bc","allowed":false}]},"findings":[]}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"", "--json"})
    void nothingInAFileSteersTheTerminal(String option) throws IOException {
        assertThat(verify(option)).isEqualTo(ExitCodes.REFUSED);
        assertThat(out.toByteArray()).isNotEmpty();
        for (byte each : out.toByteArray()) {
            assertThat(each < 0 || each >= 0x20 || each == '\n')
                    .as("byte " + each)
                    .isTrue();
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\u009b", "\u202e", "\u007f");
        assertThat(err.size()).isZero();
    }

    @Test
    void noFileSaysThatItIsValid() throws IOException {
        verify("");
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .as("a line of its own")
                .noneMatch(line -> line.startsWith("contract.pdf"))
                .anyMatch(line -> line.endsWith("contract.pdf: NOT VALID"));
    }

    private int verify(String option) throws IOException {
        Path file = Files.writeString(folder.resolve("contract.pdf"), "%PDF-1.7\n");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/token", e -> answer(e, "{\"access_token\":\"t\",\"expires_in\":600}"));
        server.createContext("/v1/verifications", e -> answer(e, HOSTILE));
        server.start();
        try {
            Console console = new Console(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    new ByteArrayInputStream(new byte[0]),
                    false);
            Map<String, String> environment = Map.of(
                    "KYSO_CONFIG",
                    folder.resolve("none").toString(),
                    "KYSO_URL",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "KYSO_CLIENT_ID",
                    "demo",
                    "KYSO_CLIENT_SECRET",
                    "secret");
            return option.isEmpty()
                    ? Kyso.run(console, environment, "verify", file.toString())
                    : Kyso.run(console, environment, "verify", option, file.toString());
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
