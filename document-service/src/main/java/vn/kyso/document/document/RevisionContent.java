package vn.kyso.document.document;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.document.blob.BlobStore;
import vn.kyso.pades.PdfSource;

/// A revision's segments, and bytes that are to follow them, read as the one file that they are. Holds one blob open at
/// a time; used by one thread at a time.
public final class RevisionContent implements PdfSource {
    private static final int COPY_BYTES = 64 * 1024;

    private final BlobStore blobs;
    private final List<Segment> segments;
    private final byte[] tail;
    private final long storedSize;
    private @Nullable SeekableByteChannel open;
    private int openIndex = -1;

    RevisionContent(BlobStore blobs, List<Segment> segments, byte[] tail) {
        this.blobs = blobs;
        this.segments = List.copyOf(segments);
        this.tail = tail;
        this.storedSize = segments.stream().mapToLong(Segment::length).sum();
    }

    @Override
    public long size() {
        return storedSize + tail.length;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        int total = 0;
        while (into.hasRemaining() && position + total < size()) {
            total += readSome(position + total, into);
        }
        return total;
    }

    /// Writes `length` bytes from `position` on.
    public void writeTo(OutputStream out, long position, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(COPY_BYTES, Math.max(1, length)));
        long left = length;
        while (left > 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            int read = read(position + length - left, buffer);
            if (read == 0) {
                throw new IOException("The content ends " + left + " bytes early");
            }
            out.write(buffer.array(), 0, read);
            left -= read;
        }
    }

    private int readSome(long position, ByteBuffer into) throws IOException {
        if (position >= storedSize) {
            int from = (int) (position - storedSize);
            int count = Math.min(into.remaining(), tail.length - from);
            into.put(tail, from, count);
            return count;
        }
        long start = 0;
        int index = 0;
        while (position >= start + segments.get(index).length()) {
            start += segments.get(index).length();
            index++;
        }
        Segment segment = segments.get(index);
        int limit = into.limit();
        int count = (int) Math.min(into.remaining(), start + segment.length() - position);
        into.limit(into.position() + count);
        int read = channel(index).position(position - start).read(into);
        into.limit(limit);
        if (read <= 0) {
            throw new IOException("Blob " + segment.blob() + " is shorter than its segment");
        }
        return read;
    }

    private SeekableByteChannel channel(int index) throws IOException {
        if (open == null || openIndex != index) {
            close();
            open = blobs.open(segments.get(index).blob());
            openIndex = index;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
            openIndex = -1;
        }
    }
}
