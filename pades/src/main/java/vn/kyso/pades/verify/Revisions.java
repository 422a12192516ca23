package vn.kyso.pades.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import vn.kyso.pades.PdfSource;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;

/// Where the revisions of a file end: each cross-reference section belongs to the end marker that follows it.
final class Revisions {
    private static final int MARKER = "%%EOF".length();

    /// White space that may follow the end marker and still belongs to the revision.
    private static final int MAX_TRAILING = 1024;

    private final PdfSource source;
    private final List<Long> markers;

    private Revisions(PdfSource source, List<Long> markers) {
        this.source = source;
        this.markers = markers;
    }

    static Revisions of(PdfSource source, PdfFile newest, Sweep sweep) throws IOException, MalformedPdfException {
        TreeSet<Long> found = new TreeSet<>();
        for (long section : newest.sections()) {
            OptionalLong marker = sweep.endAfter(section);
            if (marker.isEmpty()) {
                throw new MalformedPdfException("A cross-reference section that no end marker follows");
            }
            if (!isFirstPartOfLinearized(source, marker.getAsLong())) {
                found.add(marker.getAsLong());
            }
        }
        if (found.isEmpty()) {
            throw new MalformedPdfException("A file without an end");
        }
        return new Revisions(source, List.copyOf(found));
    }

    int count() {
        return markers.size();
    }

    /// The revision, from 1, that ends with this offset; 0 if none does.
    ///
    /// @param after offset of something that it must bring itself, so that no other revision ends in between
    int endingAt(long offset, long after) throws IOException {
        for (int i = 0; i < markers.size(); i++) {
            long marker = markers.get(i);
            if (marker >= after) {
                return offset >= marker + MARKER && isWhite(marker + MARKER, offset) ? i + 1 : 0;
            }
        }
        return 0;
    }

    /// Offset after the revision's last byte: its marker and the line end that follows, or the end of the file.
    long end(int revision) throws IOException {
        long end = markers.get(revision - 1) + MARKER;
        byte[] next = bytes(end, 2);
        if (next.length > 0 && next[0] == '\r') {
            return end + (next.length > 1 && next[1] == '\n' ? 2 : 1);
        }
        return next.length > 0 && next[0] == '\n' ? end + 1 : end;
    }

    /// Whether nothing but white space follows the last revision.
    boolean endsCleanly() throws IOException {
        return isWhite(markers.getLast() + MARKER, source.size());
    }

    private boolean isWhite(long from, long to) throws IOException {
        if (to - from > MAX_TRAILING) {
            return false;
        }
        for (byte b : bytes(from, (int) (to - from))) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t' && b != 0) {
                return false;
            }
        }
        return true;
    }

    private byte[] bytes(long from, int count) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(count, source.size() - from))];
        source.read(from, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /// Such a file's first section is followed by `startxref 0` (ISO 32000-2, annex F).
    private static boolean isFirstPartOfLinearized(PdfSource source, long marker) throws IOException {
        byte[] before = new byte[(int) Math.min(40, marker)];
        source.read(marker - before.length, ByteBuffer.wrap(before));
        String text = new String(before, StandardCharsets.ISO_8859_1);
        int start = text.lastIndexOf("startxref");
        return start >= 0
                && text.substring(start + "startxref".length()).strip().equals("0");
    }

    /// All revisions' numbers from one on.
    List<Integer> from(int revision) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = revision; i <= count(); i++) {
            numbers.add(i);
        }
        return numbers;
    }
}
