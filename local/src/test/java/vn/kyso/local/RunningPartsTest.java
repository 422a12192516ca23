package vn.kyso.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningPartsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void findsAProcessAgainUntilItEnds() throws IOException, InterruptedException {
        Process process = sleeping();
        parts().add(RunningPart.of("one", process.pid(), 1234));
        assertThat(parts().running("one")).isTrue();
        process.destroyForcibly().waitFor();
        assertThat(parts().running("one")).isFalse();
        assertThat(parts().all()).hasSize(1);
    }

    @Test
    void takesNoOtherProcessOfTheSameIdForIt() throws IOException, InterruptedException {
        Process process = sleeping();
        try {
            RunningPart earlier = new RunningPart("one", process.pid(), "1@another-boot", 1234);
            parts().add(earlier);
            assertThat(parts().running("one")).isFalse();
            Down.stopAll(
                    new LocalFolder(folder),
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void stopsWhatRunsAndForgetsWhatWasKilled() throws IOException, InterruptedException {
        Process running = sleeping();
        Process killed = sleeping();
        parts().add(RunningPart.of("document-service", running.pid(), 1));
        parts().add(RunningPart.of(LocalFolder.KAFKA, killed.pid(), 2));
        killed.destroyForcibly().waitFor();

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Down.stopAll(new LocalFolder(folder), new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(parts().all()).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("document-service stopped", "Kafka had ended before");
    }

    @Test
    void namesThePortThatSomebodyElseHolds() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Up.refuseTakenPorts(parts(), port))
                    .isInstanceOf(LocalPartException.class)
                    .hasMessageStartingWith("Port " + port + ", which gateway needs, is in use");
        }
    }

    private RunningParts parts() {
        return new LocalFolder(folder).running();
    }

    private static Process sleeping() throws IOException {
        return new ProcessBuilder("sleep", "600").start();
    }
}
