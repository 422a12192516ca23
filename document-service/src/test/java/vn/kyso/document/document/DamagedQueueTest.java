package vn.kyso.document.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.testkit.pdf.SamplePdf;

/// Damaged files are read one at a time: nobody waits for ever, and no tenant fills the queue.
@TestPropertySource(properties = "kyso.document.apart-wait-at-most=PT2S")
class DamagedQueueTest extends DocumentServiceTest {
    @Autowired
    private IntakeApart apart;

    @Autowired
    private WorkFolder work;

    @Autowired
    private DocumentSettings settings;

    @Test
    void whoeverFindsTheQueueFullIsAskedToComeAgain() throws InterruptedException, IOException {
        try (Places.Place _ = apart.turn("demo")) {
            Instant begun = Instant.now();
            Api.Answer answer = api.upload("a.pdf", damaged());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("service-unavailable");
            assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
            assertThat(api.upload("sound.pdf", SamplePdf.onePage().withTable()).status())
                    .as("a sound file needs no turn")
                    .isEqualTo(201);
        }
        assertThat(Api.of(port, "other").upload("b.pdf", damaged()).status()).isEqualTo(201);
        assertThat(api.upload("a.pdf", damaged()).json().path("repaired").asBoolean())
                .isTrue();
        assertThat(left()).as("what was received and refused").isEmpty();
    }

    @Test
    void whatACrashLeftBehindIsSweptAndWhatIsAtWorkStays() throws IOException {
        Path old = work.newFolder();
        Files.writeString(old.resolve("source.pdf"), "%PDF");
        Path fresh = work.newFolder();
        age(old);
        work.sweep();
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        work.remove(fresh);
    }

    @Test
    void strangersFilesLieBesideTheBlobs() throws IOException {
        assertThat(settings.workFolder()).hasParent(settings.blobFolder().getParent());
        assertThat(Files.getFileStore(settings.workFolder())).isEqualTo(Files.getFileStore(settings.blobFolder()));
    }

    private void age(Path path) throws IOException {
        Files.setLastModifiedTime(
                path, FileTime.from(Instant.now().minus(settings.commitWithin()).minusSeconds(60)));
    }

    private java.util.List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(settings.workFolder())) {
            return files.toList();
        }
    }

    private static byte[] damaged() {
        byte[] pdf = SamplePdf.onePage().withTable();
        return Arrays.copyOf(pdf, pdf.length - 40);
    }
}
