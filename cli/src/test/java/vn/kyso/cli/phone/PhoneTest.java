package vn.kyso.cli.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.kyso.approval.Challenge;
import vn.kyso.approval.ChallengeDocument;
import vn.kyso.approval.authenticator.Passkey;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;
import vn.kyso.cli.Console;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.Kyso;
import vn.kyso.cli.http.Json;

/// The phone against services that are played: what it believes, what it refuses, and what it sends.
final class PhoneTest {
    @TempDir
    private Path folder = Path.of("");

    private final PlayedServices services = new PlayedServices();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void bindAPhone() {
        new PhoneStore(folder)
                .save(new BoundPhone(
                        "ICA.001099012345",
                        "device-1",
                        DeviceKey.fresh(),
                        new Passkey(new byte[] {1, 2}, "localhost", new byte[] {3}, SoftwareAuthenticator.newKey())));
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void approvesWhatItComputedItself() {
        services.serve(PlayedServices.prepared("Hợp đồng"), PlayedServices.digest("Hợp đồng"));

        assertThat(phone("", "--answer", "approve", "--code", "07")).isEqualTo(ExitCodes.DONE);

        JsonNode decision = services.decision();
        assertThat(Json.text(decision, "decision")).isEqualTo("approve");
        assertThat(decision.path("openedDocuments").path(0).asString("")).isEqualTo("document-1");
        assertThat(challengeOf(decision)).isEqualTo(encode(challenge("07").digest()));
        assertThat(said())
                .contains("Công ty Minh Hoạ (demo)", "Hợp đồng.pdf", "computed here", "Nguyễn Thị Ánh Tuyết")
                .contains("The approval counts.");
    }

    @Test
    void takesTheCodeThatIsTyped() {
        services.serve(PlayedServices.prepared("Hợp đồng"), PlayedServices.digest("Hợp đồng"));
        assertThat(phone("4\n42\n")).isEqualTo(ExitCodes.DONE);
        assertThat(challengeOf(services.decision()))
                .isEqualTo(encode(challenge("42").digest()));
    }

    @Test
    void declinesWhereNothingIsTyped() {
        services.serve(PlayedServices.prepared("Hợp đồng"), PlayedServices.digest("Hợp đồng"));
        assertThat(phone("\n")).isEqualTo(ExitCodes.DONE);
        assertThat(Json.text(services.decision(), "decision")).isEqualTo("decline");
    }

    @Test
    void leavesTheRequestWhereNobodyTypes() {
        services.serve(PlayedServices.prepared("Hợp đồng"), PlayedServices.digest("Hợp đồng"));
        assertThat(phone("", "--answer", "approve")).isEqualTo(ExitCodes.USAGE);
        assertThat(services.decisions()).isEmpty();
    }

    @Test
    void refusesBytesThatHaveAnotherDigest() {
        services.serve(PlayedServices.prepared("Hợp đồng khác"), PlayedServices.digest("Hợp đồng"));

        assertThat(phone("", "--answer", "approve", "--code", "07")).isEqualTo(ExitCodes.REFUSED);

        JsonNode decision = services.decision();
        assertThat(Json.text(decision, "decision")).isEqualTo("decline");
        assertThat(decision.path("assertion").isMissingNode()).isTrue();
        assertThat(said()).contains("REFUSED, its bytes have another digest than the one to be signed");
    }

    @Test
    void refusesBytesThatAreNoPreparedPdf() {
        services.serve("%PDF-1.7".getBytes(StandardCharsets.UTF_8), PlayedServices.digest("Hợp đồng"));
        assertThat(phone("", "--answer", "approve", "--code", "07")).isEqualTo(ExitCodes.REFUSED);
        assertThat(Json.text(services.decision(), "decision")).isEqualTo("decline");
    }

    @Test
    void provesItsKeyWithEveryCall() {
        services.serve(PlayedServices.prepared("Hợp đồng"), PlayedServices.digest("Hợp đồng"));
        phone("", "--answer", "approve", "--code", "07");
        assertThat(services.callsWithoutProof()).isEmpty();
    }

    @Test
    void saysThatAnotherDeviceWasBound() throws InterruptedException {
        services.stream(
                "device-bound",
                "{\"deviceId\":\"device-2\",\"name\":\"Máy lạ\",\"boundAt\":\"2026-11-28T10:00:00Z\",\"status\":\"bound\"}");
        services.serve(PlayedServices.prepared("Hợp đồng"), PlayedServices.digest("Hợp đồng"));

        Thread phone =
                Thread.ofVirtual().start(() -> run("", "phone", "--user", "ICA.001099012345", "--answer", "decline"));
        Instant end = Instant.now().plusSeconds(10);
        while (!said().contains("Máy lạ") && Instant.now().isBefore(end)) {
            phone.join(Duration.ofMillis(20));
        }
        phone.interrupt();
        phone.join();

        assertThat(said())
                .contains("another device can sign for you: 'Máy lạ', bound 2026-11-28T10:00:00Z", "--revoke device-2");
    }

    private static Challenge challenge(String code) {
        return new Challenge(
                "localhost",
                "demo",
                "Công ty Minh Hoạ",
                "request-1",
                PlayedServices.NONCE,
                "signer-ref",
                "credential-1",
                PlayedServices.CERTIFICATE_DIGEST,
                "ES256",
                PlayedServices.DEADLINE,
                code,
                List.of(new ChallengeDocument("document-1", "Hợp đồng.pdf", PlayedServices.digest("Hợp đồng"), true)));
    }

    private static String challengeOf(JsonNode decision) {
        byte[] clientData = Base64.getUrlDecoder()
                .decode(decision.at("/assertion/response/clientDataJSON").asString(""));
        return Json.text(Json.read(new String(clientData, StandardCharsets.UTF_8)), "challenge");
    }

    private int phone(String typed, String... options) {
        List<String> arguments = new ArrayList<>(List.of("phone", "--user", "ICA.001099012345", "--once"));
        arguments.addAll(List.of(options));
        return run(typed, arguments.toArray(String[]::new));
    }

    private int run(String typed, String... arguments) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                false);
        return Kyso.run(
                console,
                Map.of(
                        "KYSO_CONFIG", folder.resolve("none").toString(),
                        "KYSO_URL", services.url(),
                        "KYSO_APP_ORIGIN", "http://localhost:8085",
                        "KYSO_PHONES", folder.toString()),
                arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
