package vn.kyso.document.played;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/// A PDF of one page and a stream of any length, which nobody ever has in memory.
///
/// @param streamBytes of the stream, which looks random
public record LargePdf(long streamBytes) {
    private static final String BEFORE = """
            %%PDF-1.7
            1 0 obj
            <</Type/Catalog/Pages 2 0 R/KysoBallast 4 0 R>>
            endobj
            2 0 obj
            <</Type/Pages/Kids[3 0 R]/Count 1>>
            endobj
            3 0 obj
            <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>
            endobj
            4 0 obj
            <</Length %d>>
            stream
            """;
    private static final String AFTER = "\nendstream\nendobj\n";

    public InputStream open() {
        return new SequenceInputStream(
                Collections.enumeration(List.of(bytes(before()), new Noise(streamBytes), bytes(after()))));
    }

    public long size() {
        return before().length() + streamBytes + after().length();
    }

    private String before() {
        return BEFORE.formatted(streamBytes);
    }

    private String after() {
        StringBuilder xref = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
        for (int i = 1; i <= 4; i++) {
            xref.append("%010d 00000 n \n".formatted(before().indexOf(i + " 0 obj")));
        }
        long at = before().length() + streamBytes + AFTER.length();
        return AFTER + xref + "trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n" + at + "\n%%EOF\n";
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Bytes of a linear congruence, without the words that a reader looks for.
    private static final class Noise extends InputStream {
        private long left;
        private int state = 7;

        Noise(long bytes) {
            this.left = bytes;
        }

        @Override
        public int read() {
            if (left-- <= 0) {
                return -1;
            }
            state = state * 1_103_515_245 + 12_345;
            return (state >>> 16 & 0x7f) | 0x80;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            for (int i = 0; i < count; i++) {
                into[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
