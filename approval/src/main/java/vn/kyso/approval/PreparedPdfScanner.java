package vn.kyso.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vn.kyso.approval.PreparedPdfRefusedException.Fault;

/// Walks through a prepared PDF byte by byte, hashes all but the one place for the signature, and remembers what it
/// saw in the object around it. It reads no cross-reference table and believes no object: what a `<0…0>` after
/// `/Contents` is follows from the bytes alone.
final class PreparedPdfScanner {
    /// A place shorter than this holds no CMS signature: it is content like any other and is hashed.
    private static final int MIN_HEX_DIGITS = 512;

    private static final int MAX_HEX_DIGITS = 4 * 1024 * 1024;
    private static final int HISTORY = 32;

    private static final byte[] OBJ = ascii("obj");
    private static final byte[] ENDOBJ = ascii("endobj");
    private static final byte[] CONTENTS = ascii("/Contents");
    private static final byte[] BYTE_RANGE = ascii("/ByteRange");
    private static final byte[] SUB_FILTER = ascii("/ETSI.CAdES.detached");
    private static final byte[] ZEROS = new byte[8 * 1024];

    static {
        Arrays.fill(ZEROS, (byte) '0');
    }

    private final MessageDigest digest;
    private final byte[] history = new byte[HISTORY];
    private long position;
    private State state = State.ANYWHERE;

    private long placeStart;
    private long zeros;
    private @Nullable Place place;

    private final long[] byteRange = new long[4];
    private int numbers;
    private boolean inNumber;

    // What the object now being read has, until its end.
    private boolean subFilterHere;
    private long @Nullable [] byteRangeHere;
    private boolean placeHere;
    // What the object of the place had.
    private boolean subFilterOfPlace;
    private long @Nullable [] byteRangeOfPlace;

    PreparedPdfScanner(MessageDigest digest) {
        this.digest = digest;
    }

    /// The place for the signature: offsets of its `<` and of the byte after its `>`.
    record Place(long start, long end) {}

    private enum State {
        ANYWHERE,
        AFTER_CONTENTS,
        IN_PLACE,
        AFTER_BYTE_RANGE,
        IN_BYTE_RANGE
    }

    long position() {
        return position;
    }

    void accept(byte[] buffer, int length) throws PreparedPdfRefusedException {
        int unhashed = 0;
        for (int i = 0; i < length; i++) {
            byte b = buffer[i];
            switch (state) {
                case IN_PLACE -> {
                    if (b == '0') {
                        zeros++;
                        unhashed = i + 1;
                        if (zeros > MAX_HEX_DIGITS) {
                            throw new PreparedPdfRefusedException(
                                    Fault.TOO_LARGE, "A place for more than " + MAX_HEX_DIGITS / 2 + " bytes");
                        }
                    } else if (b == '>' && zeros >= MIN_HEX_DIGITS && zeros % 2 == 0) {
                        found(position + 1);
                        unhashed = i + 1;
                    } else {
                        hashAsContent();
                        unhashed = i;
                    }
                }
                case AFTER_CONTENTS -> {
                    if (b == '<') {
                        digest.update(buffer, unhashed, i - unhashed);
                        unhashed = i + 1;
                        placeStart = position;
                        zeros = 0;
                        state = State.IN_PLACE;
                    } else if (!isWhiteSpace(b)) {
                        state = State.ANYWHERE;
                    }
                }
                case AFTER_BYTE_RANGE -> {
                    if (b == '[') {
                        numbers = 0;
                        inNumber = false;
                        state = State.IN_BYTE_RANGE;
                    } else if (!isWhiteSpace(b)) {
                        state = State.ANYWHERE;
                    }
                }
                case IN_BYTE_RANGE -> number(b);
                case ANYWHERE -> {}
            }
            history[(int) (position & (HISTORY - 1))] = b;
            position++;
            if (state != State.IN_PLACE && state != State.IN_BYTE_RANGE) {
                keyword(b);
            }
        }
        digest.update(buffer, unhashed, length - unhashed);
    }

    Place finish() throws PreparedPdfRefusedException {
        if (state == State.IN_PLACE) {
            hashAsContent();
        }
        Place found = place;
        if (found == null) {
            throw new PreparedPdfRefusedException(Fault.NO_PLACE, "No place for a signature");
        }
        leaveObject();
        long[] expected = {0, found.start(), found.end(), position - found.end()};
        if (!subFilterOfPlace || !Arrays.equals(byteRangeOfPlace, expected)) {
            throw new PreparedPdfRefusedException(
                    Fault.NOT_THE_SIGNATURE, "The place is not the /Contents of a signature over all the rest");
        }
        return found;
    }

    private void found(long end) throws PreparedPdfRefusedException {
        if (place != null) {
            throw new PreparedPdfRefusedException(Fault.SEVERAL_PLACES, "More than one place for a signature");
        }
        place = new Place(placeStart, end);
        placeHere = true;
        state = State.ANYWHERE;
    }

    /// It looked like the place but is not: its bytes count as content.
    private void hashAsContent() {
        digest.update((byte) '<');
        for (long left = zeros; left > 0; left -= ZEROS.length) {
            digest.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
        state = State.ANYWHERE;
    }

    private void number(byte b) {
        if (b >= '0' && b <= '9') {
            if (!inNumber) {
                if (numbers == 4) {
                    state = State.ANYWHERE;
                    return;
                }
                byteRange[numbers++] = 0;
                inNumber = true;
            }
            long next = byteRange[numbers - 1] * 10 + (b - '0');
            if (next > Long.MAX_VALUE / 16) {
                state = State.ANYWHERE;
                return;
            }
            byteRange[numbers - 1] = next;
        } else if (isWhiteSpace(b)) {
            inNumber = false;
        } else {
            if (b == ']' && numbers == 4) {
                // Two ByteRanges in one object are no signature of ours.
                byteRangeHere = byteRangeHere == null ? byteRange.clone() : new long[0];
            }
            state = State.ANYWHERE;
        }
    }

    private void keyword(byte last) {
        switch (last) {
            case 'j' -> {
                if (endsWith(ENDOBJ) || (endsWith(OBJ) && startsAnObject())) {
                    leaveObject();
                }
            }
            case 's' -> {
                if (endsWith(CONTENTS)) {
                    state = State.AFTER_CONTENTS;
                }
            }
            case 'e' -> {
                if (endsWith(BYTE_RANGE)) {
                    state = State.AFTER_BYTE_RANGE;
                }
            }
            case 'd' -> subFilterHere |= endsWith(SUB_FILTER);
            default -> {}
        }
    }

    private void leaveObject() {
        if (placeHere) {
            subFilterOfPlace = subFilterHere;
            byteRangeOfPlace = byteRangeHere;
        }
        placeHere = false;
        subFilterHere = false;
        byteRangeHere = null;
    }

    private boolean endsWith(byte[] word) {
        if (position < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (history[(int) ((position - word.length + i) & (HISTORY - 1))] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /// Whether a number stands before `obj`, as in `12 0 obj`; a reason for signing may well speak of an obj.
    private boolean startsAnObject() {
        byte before = before(OBJ.length + 1);
        return isWhiteSpace(before(OBJ.length)) && before >= '0' && before <= '9';
    }

    /// The byte that stands before the last `length` ones.
    private byte before(int length) {
        return position <= length ? (byte) ' ' : history[(int) ((position - length - 1) & (HISTORY - 1))];
    }

    /// ISO 32000-2, 7.2.3.
    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
