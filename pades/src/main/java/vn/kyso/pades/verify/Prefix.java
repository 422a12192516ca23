package vn.kyso.pades.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import vn.kyso.pades.PdfSource;

/// The first bytes of a source: a revision as it was. Closing it leaves the source open.
record Prefix(PdfSource whole, long size) implements PdfSource {
    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        if (position >= size) {
            return 0;
        }
        int wanted = (int) Math.min(into.remaining(), size - position);
        ByteBuffer part = into.slice(into.position(), wanted);
        int read = whole.read(position, part);
        into.position(into.position() + read);
        return read;
    }

    @Override
    public void close() {
        // The source is the caller's.
    }
}
