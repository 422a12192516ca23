package vn.kyso.document.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileBlobStoreTest {
    @TempDir
    Path folder;

    private FileBlobStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FileBlobStore(folder);
    }

    @Test
    void keepsWhatWasCommitted() throws IOException {
        BlobKey key = BlobKey.newFor("demo");
        write(key, "nội dung");
        assertThat(read(key)).isEqualTo("nội dung");
    }

    @Test
    void leavesNothingOfWhatWasNotCommitted() throws IOException {
        BlobKey key = BlobKey.newFor("demo");
        try (BlobWriter writer = store.create(key)) {
            writer.write(1);
        }
        assertThatThrownBy(() -> store.open(key)).isInstanceOf(NoSuchFileException.class);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void showsNothingBeforeTheCommit() throws IOException {
        BlobKey key = BlobKey.newFor("demo");
        try (BlobWriter writer = store.create(key)) {
            writer.write(new byte[100_000]);
            assertThatThrownBy(() -> store.open(key)).isInstanceOf(NoSuchFileException.class);
            writer.commit();
        }
        try (SeekableByteChannel channel = store.open(key)) {
            assertThat(channel.size()).isEqualTo(100_000);
        }
    }

    @Test
    void forgetsWhatWasDeletedAndForgivesDeletingTwice() throws IOException {
        BlobKey key = BlobKey.newFor("demo");
        write(key, "x");
        store.delete(key);
        store.delete(key);
        assertThatThrownBy(() -> store.open(key)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void tellsOfOldBlobsAndDropsOldUnfinishedOnes() throws IOException {
        BlobKey key = BlobKey.newFor("demo");
        write(key, "x");
        BlobWriter abandoned = store.create(BlobKey.newFor("demo"));
        abandoned.write(1);
        List<BlobKey> found = new ArrayList<>();
        store.olderThan(Instant.now().minusSeconds(60), found::add);
        assertThat(found).isEmpty();
        store.olderThan(Instant.now().plusSeconds(60), found::add);
        assertThat(found).containsExactly(key);
        try (Stream<Path> files = Files.walk(folder.resolve(".incoming"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        abandoned.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "../../etc", "Công ty", ".incoming", "a/b", "A"})
    void keepsEachTenantsBlobsInAFolderOfItsOwn(String tenant) throws IOException {
        BlobKey key = BlobKey.newFor(tenant);
        write(key, tenant);
        assertThat(read(key)).isEqualTo(tenant);
        assertThat(key.belongsTo(tenant)).isTrue();
        assertThat(key.belongsTo(tenant + "2")).isFalse();
        assertThat(folder.resolve(key.value()).normalize().startsWith(folder)).isTrue();
        assertThat(key.value().split("/")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo/00/x",
                "../00/00000000-0000-0000-0000-000000000000",
                "/demo/00/00000000-0000-0000-0000-000000000000",
                "demo/00/00000000-0000-0000-0000-000000000000/.."
            })
    void takesNoOtherNames(String name) {
        assertThatThrownBy(() -> new BlobKey(name)).isInstanceOf(IllegalArgumentException.class);
    }

    private void write(BlobKey key, String text) throws IOException {
        try (BlobWriter writer = store.create(key)) {
            writer.write(text.getBytes(StandardCharsets.UTF_8));
            writer.commit();
        }
    }

    private String read(BlobKey key) throws IOException {
        try (SeekableByteChannel channel = store.open(key)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            return new String(bytes.array(), StandardCharsets.UTF_8);
        }
    }
}
