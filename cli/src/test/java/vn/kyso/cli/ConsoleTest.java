package vn.kyso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.http.Json;

final class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// Escape, bell, carriage return, line feed, the CSI of ISO 6429's upper half, right-to-left override, tag space.
    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "\u0007", "\r", "\n", "\u009b2J", "\u202e", "\udb40\udc20", "\u0000"})
    void whatSteersATerminalIsShownAsAMark(String hostile) {
        Console console = console(false);
        console.print("by " + hostile + "An");
        console.say("by " + hostile + "An");
        String shown = "by \uFFFD" + (hostile.endsWith("2J") ? hostile.replaceFirst("^.", "") : "") + "An\n";
        assertThat(out()).isEqualTo(shown);
        assertThat(err()).isEqualTo(shown);
    }

    @Test
    void theLineThatChangesIsOurs() {
        console(true).show("a\u001b[1mb");
        assertThat(err()).isEqualTo("\r\033[Ka\uFFFD[1mb");
    }

    @Test
    void wordsAndTabsPass() {
        console(false).print("Nguyễn Thị\tHường 😀");
        assertThat(out()).isEqualTo("Nguyễn Thị\tHường 😀\n");
    }

    @Test
    void jsonSteersNothingAndSaysTheSame() {
        JsonNode said = Json.object().put("name", "\u001b[2J \u009b2J \u202e \udb40\udc20");
        console(false).print(said);
        assertThat(out()).matches("[\\x20-\\x7e]+\n");
        assertThat(Json.read(out())).isEqualTo(said);
    }

    private Console console(boolean terminal) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                terminal);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
