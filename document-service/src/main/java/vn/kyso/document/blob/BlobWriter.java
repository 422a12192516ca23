package vn.kyso.document.blob;

import java.io.IOException;
import java.io.OutputStream;

/// A blob being written. Closing it without [#commit] leaves nothing behind.
public abstract class BlobWriter extends OutputStream {
    /// Puts what was written on stable storage under the blob's name; nothing can be written afterwards.
    public abstract void commit() throws IOException;

    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }
}
