package vn.kyso.pades;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A PDF's bytes, readable at any position: a file, an array, or a blob store's object. Used by one thread at a time.
public interface PdfSource extends Closeable {
    /// Bytes in all; never changes.
    long size();

    /// Fills the buffer's remaining room from that position on, as far as there are bytes.
    ///
    /// @return bytes read: the buffer's room, or fewer only at the end; 0 at and beyond it
    int read(long position, ByteBuffer into) throws IOException;

    @Override
    void close() throws IOException;

    /// A file, which nobody changes meanwhile.
    static PdfSource of(Path file) throws IOException {
        return of(FileChannel.open(file, StandardOpenOption.READ));
    }

    /// An open file, which nobody changes meanwhile; it is closed with the source.
    static PdfSource of(FileChannel channel) throws IOException {
        long size = channel.size();
        return new PdfSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public int read(long position, ByteBuffer into) throws IOException {
                int total = 0;
                while (into.hasRemaining()) {
                    int read = channel.read(into, position + total);
                    if (read < 0) {
                        break;
                    }
                    total += read;
                }
                return total;
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /// Bytes in memory; the array must not be changed meanwhile.
    static PdfSource of(byte[] bytes) {
        return new PdfSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public int read(long position, ByteBuffer into) {
                if (position >= bytes.length) {
                    return 0;
                }
                int count = (int) Math.min(into.remaining(), bytes.length - position);
                into.put(bytes, (int) position, count);
                return count;
            }

            @Override
            public void close() {
                // Nothing is held open.
            }
        };
    }
}
