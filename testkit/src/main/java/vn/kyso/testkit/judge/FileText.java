package vn.kyso.testkit.judge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/// A file's bytes as ISO 8859-1 characters, without reading the file into memory. At most 2 GiB.
final class FileText implements CharSequence {
    private final ByteBuffer bytes;

    private FileText(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static FileText of(FileChannel file) throws IOException {
        return new FileText(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
    }

    @Override
    public int length() {
        return bytes.limit();
    }

    @Override
    public char charAt(int index) {
        return (char) (bytes.get(index) & 0xff);
    }

    @Override
    public FileText subSequence(int start, int end) {
        return new FileText(bytes.slice(start, end - start));
    }

    /// The last place before `from` at which the text stands; -1 if there is none.
    int lastIndexOf(String text, int from) {
        for (int at = Math.min(from, length() - text.length()); at >= 0; at--) {
            if (subSequence(at, at + text.length()).toString().equals(text)) {
                return at;
            }
        }
        return -1;
    }

    /// These bytes of the file.
    ByteBuffer slice(int offset, int length) {
        return bytes.slice(offset, length);
    }

    @Override
    public String toString() {
        byte[] copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }
}
