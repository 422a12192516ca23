package vn.kyso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kyso.local.Ports;
import vn.kyso.testkit.TestKeys;

final class CommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sign",
                "sign FILE",
                "sign FILE --user ICA.001099012345 --level B-X",
                "sign FILE --user ICA.001099012345 --page 1",
                "sign FILE --user ICA.001099012345 --box 1,2,3",
                "sign FILE --user ICA.001099012345 --box 1,2,0,4",
                "sign FILE --user ICA.001099012345 --box 1,2,3,NaN",
                "sign FILE --user ICA.001099012345 --box 1,2,3,4 --invisible",
                "sign FILE --user ICA.001099012345 --field A --invisible",
                "sign FILE --user ICA.001099012345 --box 1,2,3,4 --picture MISSING",
                "sign FILE --user ICA.001099012345 --picture FILE",
                "sign FILE --user ICA.001099012345 --invisible --picture FILE",
                "sign FILE --user ICA.001099012345 --box 1,2,3,4 --no-text",
                "sign FILE --user ICA.001099012345 --timeout 0",
                "sign FILE --user ICA.001099012345 --timeout 3601",
                "sign FILE --user ICA.001099012345 --unknown",
                "sign MISSING --user ICA.001099012345",
                "sign FILE FILE --user ICA.001099012345 --out one.pdf",
                "phone",
                "phone --activate tooshort",
                "phone --user ICA.001099012345",
                "phone --user ICA.001099012345 --answer maybe",
                "phone --user ICA.001099012345 --code 123",
                "enrol --name A",
                "enrol --user ICA.001099012345 --name A --key dsa",
                "enrol --user ICA.001099012345 --name A --valid-for long",
                "enrol --user ICA.001099012345",
                "revoke",
                "revoke 01 --reason because",
                "replay signing-service nothing",
                "replay nobody sign-requested",
                "cancel",
                "certs"
            })
    void endsWithTwoWhereTheCommandIsWrong(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("a.pdf"), "%PDF-1.7");
        String[] arguments = line.replace("FILE", file.toString())
                .replace("MISSING", folder.resolve("missing.pdf").toString())
                .split(" ");
        assertThat(run(configured(1), arguments)).as(err()).isEqualTo(ExitCodes.USAGE);
        assertThat(err()).startsWith("kyso: ").doesNotContain("Exception", "\tat ");
    }

    @Test
    void endsWithSixWhereNothingAnswers() throws IOException {
        Path file = Files.writeString(folder.resolve("a.pdf"), "%PDF-1.7");
        Map<String, String> environment = configured(Ports.free());
        assertThat(run(environment, "sign", file.toString(), "--user", "ICA.001099012345"))
                .isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(err()).contains("can't be reached").doesNotContain("Exception");
        assertThat(run(environment, "certs", "ICA.001099012345", "--json")).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"code\":\"service-unavailable\"");
    }

    @Test
    void saysWhatIsNotSetUp() {
        assertThat(run(Map.of("KYSO_CONFIG", folder.resolve("none").toString()), "ca"))
                .isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(err()).isEqualTo("kyso: No Kyso is known here: start one with ./kyso up, or set KYSO_URL.\n");
    }

    @Test
    void helpNeedsNothing() {
        assertThat(run(Map.of("KYSO_CONFIG", folder.resolve("none").toString()), "sign", "--help"))
                .isEqualTo(ExitCodes.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: kyso sign", "Exit codes:");
        assertThat(err()).isEmpty();
    }

    private Map<String, String> configured(int port) {
        return Map.of(
                "KYSO_CONFIG",
                folder.resolve("none").toString(),
                "KYSO_URL",
                "http://127.0.0.1:" + port,
                "KYSO_APP_ORIGIN",
                "http://localhost:8085",
                "KYSO_CLIENT_ID",
                "demo",
                "KYSO_CLIENT_SECRET",
                "secret",
                "KYSO_OPERATOR_KEY",
                operatorKey().toString(),
                "KYSO_SIGNING_SERVICE",
                "http://127.0.0.1:" + port,
                "KYSO_CERTIFICATE_SERVICE",
                "http://127.0.0.1:" + port);
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

    private int run(Map<String, String> environment, String... arguments) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                false);
        return Kyso.run(console, environment, arguments);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
