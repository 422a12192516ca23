package vn.kyso.pades.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where each object is: the newest entry of all cross-reference sections. Eight bytes an object, in chunks that are
/// there only where objects are, so that an increment's few entries cost little however high their numbers.
public final class XrefTable {
    private static final int CHUNK_BITS = 5;
    private static final int CHUNK = 1 << CHUNK_BITS;

    // An entry: kind in the two lowest bits, then either 16 bits of generation and 40 of offset, or 28 bits each of
    // index and container.
    private static final int ABSENT = 0;
    private static final int FREE = 1;
    private static final int AT_OFFSET = 2;
    private static final int IN_STREAM = 3;
    private static final long MAX_OFFSET = (1L << 40) - 1;
    private static final int MAX_NUMBER = (1 << 28) - 1;

    private final int maxObjects;
    private long[] @Nullable [] chunks = new long[4][];
    private int highest;

    XrefTable(int maxObjects) {
        this.maxObjects = Math.min(maxObjects, MAX_NUMBER);
    }

    /// Highest object number with an entry.
    public int highest() {
        return highest;
    }

    /// The objects that are there, in order.
    public List<Integer> numbersInUse() {
        List<Integer> numbers = new ArrayList<>();
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            for (int i = 0; chunks[chunk] != null && i < CHUNK; i++) {
                int number = (chunk << CHUNK_BITS) + i;
                if (isAtOffset(number) || isInStream(number)) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    /// Adds what another one has and this one has not.
    void addAll(XrefTable other) throws MalformedPdfException {
        for (int number : other.numbersInUse()) {
            enter(number, other.entry(number));
        }
    }

    /// Whether both say the same of that object.
    boolean hasSameEntry(int number, XrefTable other) {
        return entry(number) == other.entry(number);
    }

    /// Whether there is an entry, free or not.
    boolean has(int number) {
        return entry(number) != ABSENT;
    }

    void free(int number) throws MalformedPdfException {
        enter(number, FREE);
    }

    void atOffset(int number, int generation, long offset) throws MalformedPdfException {
        if (offset < 0 || offset > MAX_OFFSET || generation < 0 || generation > 65535) {
            throw new MalformedPdfException("A cross-reference entry that can't be");
        }
        enter(number, offset << 18 | (long) generation << 2 | AT_OFFSET);
    }

    void inStream(int number, int container, int index) throws MalformedPdfException {
        if (container < 0 || container > MAX_NUMBER || index < 0 || index > MAX_NUMBER) {
            throw new MalformedPdfException("A cross-reference entry that can't be");
        }
        enter(number, (long) container << 30 | (long) index << 2 | IN_STREAM);
    }

    /// Sections are read from the newest back, so what is there already stays.
    private void enter(int number, long entry) throws MalformedPdfException {
        if (number < 0 || number > maxObjects) {
            throw MalformedPdfException.tooComplex("Object number " + number + " is beyond the limit");
        }
        int chunk = number >> CHUNK_BITS;
        if (chunk >= chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, chunks.length * 2));
        }
        long[] place = chunks[chunk];
        if (place == null) {
            place = new long[CHUNK];
            chunks[chunk] = place;
        }
        if (place[number & (CHUNK - 1)] == ABSENT) {
            place[number & (CHUNK - 1)] = entry;
            highest = Math.max(highest, number);
        }
    }

    private long entry(int number) {
        int chunk = number >> CHUNK_BITS;
        long[] place = number < 0 || chunk >= chunks.length ? null : chunks[chunk];
        return place == null ? ABSENT : place[number & (CHUNK - 1)];
    }

    boolean isAtOffset(int number) {
        return (entry(number) & 3) == AT_OFFSET;
    }

    boolean isInStream(int number) {
        return (entry(number) & 3) == IN_STREAM;
    }

    long offset(int number) {
        return entry(number) >>> 18;
    }

    int container(int number) {
        return (int) (entry(number) >>> 30);
    }

    int index(int number) {
        return (int) (entry(number) >>> 2) & MAX_NUMBER;
    }

    /// Of an object in use; 0 within object streams.
    public int generation(int number) {
        return isAtOffset(number) ? (int) (entry(number) >>> 2) & 0xffff : 0;
    }
}
