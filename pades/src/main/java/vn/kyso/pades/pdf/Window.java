package vn.kyso.pades.pdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import vn.kyso.pades.PdfSource;

/// A part of the source in memory, moved to where it is needed.
final class Window {
    private static final int LEAST_BYTES = 8 * 1024;

    private final PdfSource source;
    private byte[] bytes;
    private long start;
    private int filled;

    Window(PdfSource source) {
        this.source = source;
        this.bytes = new byte[LEAST_BYTES];
    }

    /// All of these bytes at once, which are the source's from that position to its end.
    Window(PdfSource source, byte[] all, long position) {
        this.source = source;
        this.bytes = all;
        this.start = position;
        this.filled = all.length;
    }

    /// Makes sure that so many bytes from that position on are there, or all up to the end.
    ///
    /// @return how many are there
    int load(long position, int wanted) throws IOException {
        if (position >= start && position + wanted <= start + filled) {
            return (int) (start + filled - position);
        }
        if (position >= start && position <= start + filled && start + filled == source.size()) {
            return (int) (start + filled - position);
        }
        if (wanted > bytes.length) {
            bytes = new byte[Math.max(wanted, LEAST_BYTES)];
        }
        start = position;
        filled = source.read(position, ByteBuffer.wrap(bytes));
        return filled;
    }

    byte[] bytes() {
        return bytes;
    }

    int indexOf(long position) {
        return (int) (position - start);
    }

    int end() {
        return filled;
    }
}
