package vn.kyso.pades.pdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import vn.kyso.pades.PdfSource;

/// An increment where it will stand; before it there is nothing to read.
record IncrementSource(long base, byte[] increment) implements PdfSource {
    @Override
    public long size() {
        return base + increment.length;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        if (position < base) {
            return 0;
        }
        return PdfSource.of(increment).read(position - base, into);
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
