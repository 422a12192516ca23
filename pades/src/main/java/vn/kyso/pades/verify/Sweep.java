package vn.kyso.pades.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import vn.kyso.pades.PdfSource;

/// One pass over all bytes: their digest, where end markers stand, and whether a signature is spoken of at all.
///
/// @param ends offsets of `%%EOF`, ascending
/// @param mentionsSignature whether `/ByteRange` occurs anywhere
record Sweep(byte[] sha256, List<Long> ends, boolean mentionsSignature) {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final byte[] END = "%%EOF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] BYTE_RANGE = "/ByteRange".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /// No file has more revisions; a hostile one must not fill the heap with markers.
    private static final int MAX_ENDS = 100_000;

    static Sweep over(PdfSource source) throws IOException {
        MessageDigest digest = digest("SHA-256");
        List<Long> ends = new ArrayList<>();
        boolean mentions = false;
        byte[] buffer = new byte[BUFFER_BYTES + BYTE_RANGE.length];
        int kept = 0;
        long position = 0;
        while (position < source.size()) {
            int read = source.read(position, ByteBuffer.wrap(buffer, kept, BUFFER_BYTES));
            if (read == 0) {
                throw new IOException("The file is shorter than it was");
            }
            digest.update(buffer, kept, read);
            position += read;
            int filled = kept + read;
            long base = position - filled;
            for (int i = 0; i < filled; i++) {
                if (buffer[i] == '%' && matches(buffer, i, filled, END) && ends.size() < MAX_ENDS) {
                    if (ends.isEmpty() || ends.getLast() < base + i) {
                        ends.add(base + i);
                    }
                } else if (!mentions && buffer[i] == '/') {
                    mentions = matches(buffer, i, filled, BYTE_RANGE);
                }
            }
            kept = Math.min(BYTE_RANGE.length - 1, filled);
            System.arraycopy(buffer, filled - kept, buffer, 0, kept);
        }
        return new Sweep(digest.digest(), List.copyOf(ends), mentions);
    }

    /// The first end marker at or after an offset.
    OptionalLong endAfter(long offset) {
        int at = java.util.Collections.binarySearch(ends, offset);
        int index = at >= 0 ? at : -at - 1;
        return index < ends.size() ? OptionalLong.of(ends.get(index)) : OptionalLong.empty();
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm.toUpperCase(Locale.ROOT) + " is part of every Java platform", e);
        }
    }

    private static boolean matches(byte[] buffer, int at, int filled, byte[] wanted) {
        return at + wanted.length <= filled && Arrays.equals(buffer, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
