package vn.kyso.document.blob;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.function.Consumer;

/// The border to wherever bytes are kept. A blob is there as a whole or not at all, never changes, and is on stable
/// storage when [BlobWriter#commit] has returned. Never called inside a transaction.
public interface BlobStore {
    /// Begins a blob under a name that nobody has had.
    BlobWriter create(BlobKey key) throws IOException;

    /// The blob's bytes, anywhere in it; the caller closes.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none of that name
    SeekableByteChannel open(BlobKey key) throws IOException;

    /// Removes a blob; one that is not there is no failure.
    void delete(BlobKey key) throws IOException;

    /// Tells of every blob last written before `before`, and drops what was begun before it and never committed.
    void olderThan(Instant before, Consumer<BlobKey> found) throws IOException;
}
