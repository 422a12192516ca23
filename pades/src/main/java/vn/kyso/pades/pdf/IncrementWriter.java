package vn.kyso.pades.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes an incremental update (ISO 32000-2, 7.5.6): objects, a cross-reference section of the form that the file's
/// last one has, trailer and end marker.
public final class IncrementWriter {
    private static final int TYPICAL_BYTES = 4 * 1024;

    private final long baseSize;
    private final PdfWriter out;
    private final @Nullable Encryption encryption;
    private final TreeMap<Integer, Entry> entries = new TreeMap<>();
    private int nextObject;

    private record Entry(long offset, int generation) {}

    /// @param nextObject the first object number that is free
    /// @param needsLineEnd whether the base ends within a line
    /// @param largestBytes of what is going to be written at once, to save growing
    /// @param encryption of the document, if it is encrypted: strings and streams are written so, too
    public IncrementWriter(
            long baseSize, int nextObject, boolean needsLineEnd, int largestBytes, @Nullable Encryption encryption) {
        this.encryption = encryption;
        this.baseSize = baseSize;
        this.nextObject = nextObject;
        this.out = new PdfWriter(TYPICAL_BYTES + largestBytes);
        if (needsLineEnd) {
            out.raw('\n');
        }
    }

    public PdfValue.Ref newRef() {
        return new PdfValue.Ref(nextObject++, 0);
    }

    /// The bytes themselves, for what [#begin] and [#end] enclose.
    public PdfWriter out() {
        return out;
    }

    public PdfWriter begin(PdfValue.Ref ref) {
        entries.put(ref.number(), new Entry(baseSize + out.length(), ref.generation()));
        return out.number(ref.number()).raw(' ').number(ref.generation()).ascii(" obj\n");
    }

    public void end() {
        out.ascii("\nendobj\n");
    }

    public void object(PdfValue.Ref ref, PdfValue value) {
        begin(ref).value(asWritten(ref, value));
        end();
    }

    /// A value as it stands in that object: with its strings encrypted, if the document is.
    public PdfValue asWritten(PdfValue.Ref ref, PdfValue value) {
        return encryption == null ? value : encryption.encrypted(value, ref.number(), ref.generation());
    }

    /// @param dict without Length, which is added
    public void stream(PdfValue.Ref ref, PdfValue.Dict dict, byte[] data) {
        if (encryption == null) {
            clearStream(ref, dict, data);
            return;
        }
        byte[] encrypted = encryption.encryptedStream(dict, data, ref.number(), ref.generation());
        if (asWritten(ref, dict) instanceof PdfValue.Dict written) {
            clearStream(ref, written, encrypted);
        }
    }

    private void clearStream(PdfValue.Ref ref, PdfValue.Dict dict, byte[] data) {
        begin(ref)
                .value(dict.with("Length", PdfValue.Num.of(data.length)))
                .ascii("\nstream\n")
                .raw(data)
                .ascii("\nendstream");
        end();
    }

    /// Writes what ends the update.
    ///
    /// @param kept the trailer's Root, Info and the like
    /// @param previous offset of the file's last section
    /// @param secondId replaces the second half of ID where the file has one
    public byte[] finish(PdfValue.Dict kept, long previous, boolean asStream, byte @Nullable [] secondId) {
        PdfValue.Dict trailer = kept;
        if (secondId != null
                && kept.get("ID") instanceof PdfValue.Array id
                && id.items().size() == 2) {
            trailer =
                    trailer.with("ID", new PdfValue.Array(List.of(id.items().getFirst(), new PdfValue.Str(secondId))));
        }
        trailer = trailer.with("Prev", PdfValue.Num.of(previous));
        return asStream ? finishStream(trailer) : finishTable(trailer);
    }

    private byte[] finishTable(PdfValue.Dict trailer) {
        long offset = baseSize + out.length();
        out.ascii("xref\n");
        for (int first : entries.keySet()) {
            if (!entries.containsKey(first - 1)) {
                run(first);
            }
        }
        out.ascii("trailer\n").value(trailer.with("Size", PdfValue.Num.of(nextObject)));
        return startXref(offset);
    }

    private void run(int first) {
        int count = runLength(first);
        out.number(first).raw(' ').number(count).raw('\n');
        for (Map.Entry<Integer, Entry> entry :
                entries.subMap(first, first + count).entrySet()) {
            Entry place = entry.getValue();
            out.digits(place.offset, 10).raw(' ').digits(place.generation, 5).ascii(" n \n");
        }
    }

    private int runLength(int first) {
        int count = 1;
        while (entries.containsKey(first + count)) {
            count++;
        }
        return count;
    }

    private byte[] finishStream(PdfValue.Dict trailer) {
        PdfValue.Ref self = newRef();
        long offset = baseSize + out.length();
        entries.put(self.number(), new Entry(offset, 0));
        List<PdfValue> index = new ArrayList<>();
        PdfWriter data = new PdfWriter(entries.size() * 10);
        for (int first : entries.keySet()) {
            if (!entries.containsKey(first - 1)) {
                index.add(PdfValue.Num.of(first));
                index.add(PdfValue.Num.of(runLength(first)));
            }
        }
        for (Entry place : entries.values()) {
            data.raw(1);
            for (int shift = 32; shift >= 0; shift -= 8) {
                data.raw((int) (place.offset >> shift));
            }
            data.raw(place.generation >> 8).raw(place.generation);
        }
        PdfValue.Dict dict = trailer.with("Size", PdfValue.Num.of(nextObject))
                .with("Type", new PdfValue.Name("XRef"))
                .with("W", new PdfValue.Array(List.of(PdfValue.Num.of(1), PdfValue.Num.of(5), PdfValue.Num.of(2))))
                .with("Index", new PdfValue.Array(index));
        // Its strings are not encrypted, nor its data (7.5.8.2).
        clearStream(self, dict, data.toBytes());
        return startXref(offset);
    }

    private byte[] startXref(long offset) {
        out.ascii("\nstartxref\n").number(offset).ascii("\n%%EOF\n");
        return out.toBytes();
    }
}
