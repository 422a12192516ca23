package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import vn.kyso.local.Ports;

/// The job as people and scripts do it, by `./kyso` alone. One phone lies there the whole time and approves what needs
/// no match code; what needs one it leaves to the phones that are started beside it.
final class CommandLineTest {
    private static final int SIGNED = 0;
    private static final int USAGE = 2;
    private static final int DECLINED = 3;
    private static final int EXPIRED = 4;
    private static final int REFUSED = 5;
    private static final int UNAVAILABLE = 6;

    private static final String USER = Signers.newUserId();
    private static final String DEMO_SIGNER = "ICA.001099012345";
    private static final String CODE_ON_SCREEN = "Match code, to be typed on the phone:  (\\d\\d)";
    private static final String ASKED = "\"event\":\"asked\",\"id\":\"([^\"]+)\"";

    @TempDir
    private static Path folder = Path.of("");

    private static Shell shell = new Shell(folder);
    private static String serial = "";
    private static List<Shell.Running> phones = new ArrayList<>();

    @BeforeAll
    static void aSignersPhoneIsReady() {
        shell = new Shell(folder);
        JsonNode enrolled = Signers.enrol(USER, "p256", "P365D");
        serial = enrolled.path("serial").asString();
        Shell.Running phone = shell.start(
                "phone",
                "--activate",
                enrolled.path("activationCode").asString(),
                "--answer",
                "approve",
                "--trust",
                "demo");
        phones.add(phone);
        phone.typesNoMore();
        assertThat(phone.prints("^Phone of (\\S+) is ready \\(device [0-9a-f-]{36}\\), trusts demo\n"))
                .isEqualTo(USER);
    }

    @AfterAll
    static void thePhoneIsPutAway() {
        phones.forEach(Shell.Running::close);
    }

    @Test
    void aFileComesBackSignedAndScriptsReadEachStep() {
        byte[] original = Pdfs.contract(2);
        shell.write("contract.pdf", original);

        Shell.Ran ran = sign("contract.pdf", "--no-code", "--invisible", "--level", "B-LT", "--out", "a.pdf", "--json")
                .ending(SIGNED);

        assertThat(ran.events()).containsSubsequence("certificate", "uploaded", "asked", "progress", "finished");
        JsonNode last = ran.json().getLast();
        assertThat(last.path("outcome").asString()).isEqualTo("signed");
        assertThat(last.path("files")).hasSize(1);
        assertThat(last.at("/files/0/file").asString()).isEqualTo("a.pdf");
        byte[] signed = shell.read("a.pdf");
        assertThat(last.at("/files/0/sha256").asString()).isEqualTo(sha256(signed));
        assertThat(signed).startsWith(original);
        assertThat(widget(signed).getRectangle().getWidth()).isZero();
        Judged.of(signed).acceptedByAll("B-LT");
    }

    @Test
    void theSignatureStandsInTheFieldThatIsNamed() {
        shell.write("form.pdf", Pdfs.withEmptyField("Buyer"));
        sign("form.pdf", "--no-code", "--field", "Buyer", "--level", "B-B", "--out", "form-b.pdf")
                .ending(SIGNED);
        assertThat(fields(shell.read("form-b.pdf"))).containsExactly("Buyer");
    }

    @Test
    void severalFilesAreOneRequestWithOneCodeAndGoIntoOneFolder() {
        shell.write("one.pdf", Pdfs.contract(2));
        shell.write("two.pdf", Pdfs.contract(3));
        try (Shell.Running signing = signing(
                "one.pdf",
                "two.pdf",
                "--serial",
                serial,
                "--page",
                "2",
                "--box",
                "300,100,220,90",
                "--reason",
                "Agreed",
                "--location",
                "Hanoi",
                "--out",
                "signed")) {
            Shell.Ran phone = phone("--answer", "approve", "--code", signing.says(CODE_ON_SCREEN));
            assertThat(phone.ending(SIGNED).out())
                    .contains("one.pdf, ", "two.pdf, ", "Agreed", "Hanoi", "computed here", "The approval counts.");
            assertThat(signing.ends().ending(SIGNED).out().lines())
                    .contains("Signed: signed/one-signed.pdf", "Signed: signed/two-signed.pdf")
                    .anyMatch(line -> line.startsWith("Signer: ") && line.contains(serial));
        }
        for (String name : List.of("signed/one-signed.pdf", "signed/two-signed.pdf")) {
            byte[] signed = shell.read(name);
            PDRectangle box = widget(signed).getRectangle();
            assertThat(List.of(box.getLowerLeftX(), box.getLowerLeftY(), box.getWidth(), box.getHeight()))
                    .containsExactly(300f, 100f, 220f, 90f);
            assertThat(page(signed)).isEqualTo(2);
            Judged.of(signed).acceptedByAll("B-T");
        }
    }

    @Test
    void theCodeOnTheScreenIsTypedOnThePhone() {
        shell.write("typed.pdf", Pdfs.contract(1));
        try (Shell.Running signing = signing("typed.pdf");
                Shell.Running phone = shell.start("phone", "--user", USER, "--answer", "ask", "--once")) {
            String code = signing.says(CODE_ON_SCREEN);
            phone.says("(Match code on the requester's screen)");
            phone.types("one");
            phone.says("(The match code is two digits)");
            phone.types(code);
            assertThat(phone.ends().ending(SIGNED).out()).contains("typed.pdf, ", "The approval counts.");
            assertThat(signing.ends().ending(SIGNED).out()).contains("Signed: ");
        }
        Judged.of(shell.read("typed-signed.pdf")).acceptedByAll("B-T");
    }

    @Test
    void anotherCodeThanTheOneOnTheScreenIsARefusalOnBothSides() {
        shell.write("wrong.pdf", Pdfs.contract(1));
        try (Shell.Running signing = signing("wrong.pdf")) {
            String other = signing.says(CODE_ON_SCREEN).equals("00") ? "01" : "00";
            assertThat(phone("--answer", "approve", "--code", other)
                            .ending(REFUSED)
                            .err())
                    .contains("approval-wrong-match-code");
            assertThat(signing.ends().ending(REFUSED).err())
                    .contains("kyso: not signed: refused (approval-wrong-match-code)");
        }
        assertThat(shell.has("wrong-signed.pdf")).isFalse();
    }

    @Test
    void theSignerDeclines() {
        shell.write("declined.pdf", Pdfs.contract(1));
        try (Shell.Running signing = signing("declined.pdf")) {
            signing.says(CODE_ON_SCREEN);
            assertThat(phone("--answer", "decline").ending(0).out()).contains("Declined request ");
            assertThat(signing.ends().ending(DECLINED).err()).contains("kyso: not signed: declined");
        }
        assertThat(shell.has("declined-signed.pdf")).isFalse();
    }

    @Test
    void nobodyAnswersInTime() {
        shell.write("late.pdf", Pdfs.contract(1));
        Shell.Ran ran = sign("late.pdf", "--timeout", "2", "--json").ending(EXPIRED);
        JsonNode last = ran.json().getLast();
        assertThat(last.path("event").asString()).isEqualTo("finished");
        // Taken back, so that it can't be approved after the command has given up.
        assertThat(last.path("outcome").asString()).isEqualTo("cancelled");
        assertThat(shell.has("late-signed.pdf")).isFalse();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("unknown-signer", "good.pdf", List.of("--user", "ICA.000000000001")),
                Arguments.of(
                        "certificate-not-of-signer",
                        "good.pdf",
                        List.of("--user", USER, "--serial", Requester.of("demo").serial(DEMO_SIGNER, "p256"))),
                Arguments.of("password-needed", "secret.pdf", List.of("--user", USER, "--serial", serial)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aRefusalHasItsReason(String code, String file, List<String> options) {
        shell.write("good.pdf", Pdfs.contract(1));
        shell.write("secret.pdf", Pdfs.withPassword("hidden"));
        List<String> arguments = new ArrayList<>(List.of("sign", file, "--json", "--no-code"));
        arguments.addAll(options);

        Shell.Ran ran = shell.kyso(arguments.toArray(String[]::new)).ending(REFUSED);

        JsonNode last = ran.json().getLast();
        assertThat(last.path("event").asString()).isEqualTo("problem");
        assertThat(last.path("code").asString()).isEqualTo(code);
        assertThat(last.path("detail").asString()).contains("(" + code + ")");
        assertThat(ran.err().lines()).singleElement().asString().startsWith("kyso: ");
    }

    @Test
    void aTenantThatTheSignerDoesNotTrustNeedsACode() {
        shell.write("other.pdf", Pdfs.contract(1));
        Shell.Ran ran = sign("other.pdf", "--no-code", "--tenant", "other", "--serial", serial, "--json")
                .ending(REFUSED);
        assertThat(ran.json().getLast().path("reason").asString()).isEqualTo("match-code-required");
    }

    @Test
    void nobodyThereIsNotARefusal() {
        shell.write("away.pdf", Pdfs.contract(1));
        Map<String, String> away = Map.of("KYSO_URL", "http://127.0.0.1:" + Ports.free());
        for (String[] command : List.of(
                new String[] {"sign", "away.pdf", "--user", USER},
                new String[] {"phone", "--user", USER, "--answer", "approve", "--once"})) {
            Shell.Ran ran = shell.kyso(away, command).ending(UNAVAILABLE);
            assertThat(ran.err().lines()).singleElement().asString().contains("can't be reached");
            assertThat(ran.out()).doesNotContain("Signed");
        }
    }

    @Test
    void aFileThatIsNotThereIsAWrongCommand() {
        assertThat(sign("nowhere.pdf").ending(USAGE).err()).startsWith("kyso: There is no file nowhere.pdf");
    }

    @Test
    void certificatesAreListedForPeopleAndForPrograms() {
        JsonNode answer = shell.kyso("certs", USER, "--json").ending(0).json().getFirst();
        assertThat(answer.path("userId").asString()).isEqualTo(USER);
        assertThat(answer.path("certificates")).hasSize(1);
        assertThat(answer.at("/certificates/0/serial").asString()).isEqualTo(serial);
        assertThat(answer.at("/certificates/0/canSign").asBoolean()).isTrue();

        String listed = shell.kyso("certs", DEMO_SIGNER).ending(0).out();
        assertThat(listed)
                .contains(Requester.of("demo").serial(DEMO_SIGNER, "p256"), "  key     rsa2048")
                .containsPattern("status  .*, can sign\n")
                .contains("can't sign (certificate-expired)");
    }

    @Test
    void aRequestIsTakenBackOnce() {
        shell.write("back.pdf", Pdfs.contract(1));
        try (Shell.Running signing = signing("back.pdf", "--json")) {
            String id = signing.prints(ASKED);
            assertThat(shell.kyso("cancel", id).ending(0).out()).contains(id);
            Shell.Ran ended = signing.ends().ending(REFUSED);
            assertThat(ended.json().getLast().path("outcome").asString()).isEqualTo("cancelled");
            assertThat(shell.kyso("cancel", id).ending(REFUSED).err()).contains("(request-finished)");
        }
    }

    @Test
    void aDeadLetterIsHandedToItsConsumerAgainAndStaysOneWhereNothingIsMended() {
        String key = "dead-" + System.nanoTime();
        try (Broker broker = Broker.observed()) {
            broker.send("document-signed", key, "{}".getBytes(StandardCharsets.UTF_8), List.of());
            broker.awaits("the dead letter", r -> isDeadLetter(r.topic(), r.key(), key));

            Shell.Ran ran = shell.kyso("replay", "notification", "document-signed", "--json")
                    .ending(0);

            assertThat(ran.json().getFirst().path("replayed").asInt()).isPositive();
            Awaitility.await("the dead letter, dead again")
                    .atMost(Requester.PATIENCE)
                    .until(() -> broker.all(r -> isDeadLetter(r.topic(), r.key(), key))
                                    .size()
                            == 2);
            assertThat(shell.kyso("replay", "signing", "document-signed")
                            .ending(REFUSED)
                            .err())
                    .contains("(not-found)");
        }
    }

    private static boolean isDeadLetter(String topic, String key, String wanted) {
        return topic.equals("document-signed.notification-service.dlt") && wanted.equals(key);
    }

    private static Shell.Ran sign(String... arguments) {
        return shell.kyso(signCommand(arguments));
    }

    private static Shell.Running signing(String... arguments) {
        return shell.start(signCommand(arguments));
    }

    private static String[] signCommand(String... arguments) {
        List<String> command = new ArrayList<>(List.of("sign", "--user", USER));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    /// One answer of the signer's phone, bound before.
    private static Shell.Ran phone(String... arguments) {
        List<String> command = new ArrayList<>(List.of("phone", "--user", USER, "--once"));
        command.addAll(List.of(arguments));
        return shell.kyso(command.toArray(String[]::new));
    }

    private static PDAnnotationWidget widget(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getSignatureFields().getFirst().getWidgets().getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The number of the page that the signature stands on.
    private static int page(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return 1
                    + document.getPages()
                            .indexOf(document.getSignatureFields()
                                    .getFirst()
                                    .getWidgets()
                                    .getFirst()
                                    .getPage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of the signed fields.
    private static List<String> fields(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getSignatureFields().stream()
                    .filter(field -> field.getSignature() != null)
                    .map(PDSignatureField::getFullyQualifiedName)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
