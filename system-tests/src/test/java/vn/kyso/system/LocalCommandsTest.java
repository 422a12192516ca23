package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `./kyso status`, `logs`, `down` and `up` on a platform that runs.
final class LocalCommandsTest {
    private static final List<String> PARTS = List.of(
            "PostgreSQL",
            "Kafka",
            "gateway",
            "document-service",
            "certificate-service",
            "signing-service",
            "notification-service",
            "app-host");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void statusShowsEachPartItsPortAndThatItIsReady() {
        Shell.Ran ran = new Shell(folder).kyso("status").ending(0);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).hasSize(PARTS.size()).allMatch(line -> line.matches(" {2}\\S+ +\\d+ {2}ready"));
        for (String part : PARTS) {
            assertThat(ran.out()).containsPattern("(?m)^  " + part + " +\\d+  ready$");
        }
    }

    @Test
    void logsShowWhatAServiceSaid() {
        Shell.Ran ran = new Shell(folder).kyso("logs", "signing").ending(0);
        assertThat(ran.out().lines().filter(line -> line.startsWith("{")))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"name\":\"signing-service\""));
    }

    @Test
    @Tag("long")
    void whatWasThereIsThereAgainAfterDownAndUp() {
        Shell shell = new Shell(folder);
        Platform platform = Platform.running();
        Requester demo = Requester.of("demo");
        Signers.Signer signer = Signers.enrolled("p256");
        byte[] contract = Pdfs.contract(1);
        String document = demo.uploaded("kept.pdf", contract);

        platform.down();
        Shell.Ran stopped = shell.kyso("status").ending(6);
        assertThat(stopped.out().lines()).hasSize(PARTS.size()).allMatch(line -> line.endsWith("not running"));
        platform.up();

        assertThat(demo.content(document)).isEqualTo(contract);
        JsonNode asked = demo.ask(
                        Requester.asking(document, Map.of("invisible", true), signer.userId(), signer.serial()))
                .expecting(202)
                .json();
        String id = asked.path("id").asString();
        signer.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
        assertThat(demo.finished(id).path("outcome").asString()).isEqualTo("signed");
        Judged.of(demo.content(document)).acceptedByAll("B-T");
    }
}
