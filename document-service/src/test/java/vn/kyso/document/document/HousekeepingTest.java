package vn.kyso.document.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.blob.BlobKey;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;

class HousekeepingTest extends DocumentServiceTest {
    @Autowired
    private SweepBlobs sweep;

    @Autowired
    private CheckRevisions check;

    @Autowired
    private Segments segments;

    @Autowired
    private DocumentSettings settings;

    @Test
    void sweepsOnlyOldBlobsThatNoDocumentRefersTo() throws IOException {
        Path kept = blobOf(upload(Pdfs.pages(1)), 1);
        Path orphan = file(segments.store("demo", new byte[] {1}).key());
        Path fresh = file(segments.store("demo", new byte[] {2}).key());
        age(kept);
        age(orphan);
        assertThat(sweep.sweep()).isEqualTo(1);
        assertThat(kept).exists();
        assertThat(orphan).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void refersToNoBlobThatMayBeSwept() {
        StoredBlob late =
                new StoredBlob(BlobKey.newFor("demo"), 1, Instant.now().minusSeconds(1));
        assertThatThrownBy(() -> late.requireCommitBefore(Instant.now())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void findsSoundRevisionsSound() {
        String document = upload(Pdfs.pages(1));
        check.run();
        assertThat(checked(document)).isTrue();
        assertThat(api.get("/v1/documents/" + document + "/content").status()).isEqualTo(200);
    }

    @Test
    void quarantinesARevisionWhoseBytesChanged() throws IOException {
        String document = upload(Pdfs.pages(1));
        flipAByte(blobOf(document, 1));
        check.run();
        Api.Answer content = api.get("/v1/documents/" + document + "/content");
        assertThat(content.code()).isEqualTo("document-quarantined");
        assertThat(api.get("/v1/documents/" + document).json().path("whyNot").asString())
                .isEqualTo("document-quarantined");
        assertThat(api.post("/v1/sign-requests", body("B-B", java.util.List.of(item(document))))
                        .code())
                .isEqualTo("document-quarantined");
    }

    @Test
    void quarantinesWhatStandsOnDamagedBytesAndNotWhatStandsBelow() throws IOException {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApprovalRequested(asked);
        sayApproved(id);
        saySigned(asked);
        awaitFinished(id);
        flipAByte(blobOf(document, 2));
        check.run();
        String path = "/v1/documents/" + document + "/content";
        assertThat(api.get(path).code()).isEqualTo("document-quarantined");
        assertThat(api.get(path + "?revision=1").status()).isEqualTo(200);
    }

    @Test
    void doesNotSignOnBytesThatChangedMeanwhile() throws IOException {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        flipAByte(blobOf(document, 1));
        check.run();
        sayApprovalRequested(asked);
        sayApproved(id);
        saySigned(asked);
        assertThat(awaitFinished(id).path("documents").get(0).path("reason").asString())
                .isEqualTo("document-quarantined");
    }

    @Test
    void readsAnOutlineThatSomebodyChangedFromTheFileAgain() {
        String document = upload(Pdfs.withField("Ky1"));
        byte[] before = outline(document);
        byte[] changed = before.clone();
        changed[changed.length - 1] ^= 1;
        jdbc.sql("update revision set outline = :outline where document = :id")
                .param("outline", changed)
                .param("id", UUID.fromString(document))
                .update();
        assertThat(api.get("/v1/documents/" + document)
                        .json()
                        .path("emptyFields")
                        .size())
                .isEqualTo(1);
        assertThat(Arrays.equals(outline(document), changed)).isFalse();
    }

    private byte[] outline(String document) {
        return jdbc.sql("select outline from revision where document = :id")
                .param("id", UUID.fromString(document))
                .query(byte[].class)
                .single();
    }

    private boolean checked(String document) {
        return jdbc.sql("select checked_at is not null from revision where document = :id")
                .param("id", UUID.fromString(document))
                .query(Boolean.class)
                .single();
    }

    private Path blobOf(String document, int revision) {
        return file(new BlobKey(jdbc.sql("select blob from segment where document = :id and revision = :revision")
                .param("id", UUID.fromString(document))
                .param("revision", revision)
                .query(String.class)
                .single()));
    }

    private Path file(BlobKey key) {
        return settings.blobFolder().resolve(key.value());
    }

    private void age(Path file) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.now().minus(settings.sweepAfter()).minus(Duration.ofMinutes(1))));
    }

    private static void flipAByte(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            java.nio.ByteBuffer one = java.nio.ByteBuffer.allocate(1);
            channel.read(one, 20);
            one.flip();
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {(byte) (one.get() ^ 1)}), 20);
        }
    }
}
