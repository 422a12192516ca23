package vn.kyso.cades;

import java.util.Arrays;

/// Reads DER strictly: definite, minimal lengths, nothing left over. Bytes of strangers go through here, so every
/// length is checked against what is there.
final class DerCursor {
    private final byte[] data;
    private final int end;
    private int at;

    DerCursor(byte[] data) {
        this(data, 0, data.length);
    }

    private DerCursor(byte[] data, int from, int end) {
        this.data = data;
        this.at = from;
        this.end = end;
    }

    /// The tag of the next element, or -1 at the end.
    int peek() {
        return at < end ? data[at] & 0xff : -1;
    }

    /// The next element, which must have this tag.
    Element next(int tag, String what) throws CmsInvalidException {
        if (peek() != tag) {
            throw new CmsInvalidException(CmsInvalidException.Fault.MALFORMED, "Expected " + what);
        }
        int start = at;
        if (end - at < 2) {
            throw truncated(what);
        }
        int first = data[at + 1] & 0xff;
        int contentStart = at + 2;
        int length = first;
        if (first >= 0x80) {
            int count = first & 0x7f;
            if (count == 0 || count > 4 || end - contentStart < count) {
                throw truncated(what);
            }
            long value = 0;
            for (int i = 0; i < count; i++) {
                value = value << 8 | (data[contentStart + i] & 0xff);
            }
            boolean minimal = value >= 0x80 && (count == 1 || value >>> (8 * (count - 1)) != 0);
            if (!minimal || value > Integer.MAX_VALUE) {
                throw truncated(what);
            }
            length = (int) value;
            contentStart += count;
        }
        if (length > end - contentStart) {
            throw truncated(what);
        }
        at = contentStart + length;
        return new Element(data, start, contentStart, at);
    }

    /// Refuses leftovers.
    void finish(String what) throws CmsInvalidException {
        if (at != end) {
            throw new CmsInvalidException(CmsInvalidException.Fault.MALFORMED, "Bytes left over after " + what);
        }
    }

    private static CmsInvalidException truncated(String what) {
        return new CmsInvalidException(CmsInvalidException.Fault.MALFORMED, "Length out of bounds in " + what);
    }

    /// One element of the data it was read from, which is not copied.
    static final class Element {
        private final byte[] data;
        private final int start;
        private final int contentStart;
        private final int end;

        private Element(byte[] data, int start, int contentStart, int end) {
            this.data = data;
            this.start = start;
            this.contentStart = contentStart;
            this.end = end;
        }

        /// Tag, length and content.
        byte[] encoded() {
            return Arrays.copyOfRange(data, start, end);
        }

        byte[] content() {
            return Arrays.copyOfRange(data, contentStart, end);
        }

        DerCursor open() {
            return new DerCursor(data, contentStart, end);
        }
    }
}
