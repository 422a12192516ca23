package vn.kyso.pades.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.IntakeLimits;
import vn.kyso.pades.PdfSource;

/// A PDF's objects by number. Reads what is asked for, keeps little. Used by one thread.
public final class PdfFile {
    private static final int OBJECT_STREAMS_KEPT = 8;

    /// Ours, so only their object numbers may be anything.
    private static final IntakeLimits OF_INCREMENTS = new IntakeLimits(1 << 24, 1, 64L << 20, 256, 1, 64 << 20, 64 << 20);

    private final IntakeLimits limits;
    private final SyntaxReader syntax;
    private final StreamReader streams;
    private final XrefTable xref;
    private final Map<Integer, ObjectStream> objectStreams = new LinkedHashMap<>(16, 0.75f, true);
    private final @Nullable Map<Integer, PdfValue> kept;

    private PdfValue.Dict trailer = PdfValue.Dict.EMPTY;
    private long xrefOffset;
    private boolean xrefIsStream;
    private List<Long> sections = List.of();
    private @Nullable Encryption encryption;
    private int highestMissing;

    /// @param keeping whether each object is to be parsed once only: for increments, which are small
    private PdfFile(SyntaxReader syntax, IntakeLimits limits, boolean keeping) {
        this.kept = keeping ? new HashMap<>() : null;
        this.syntax = syntax;
        this.streams = new StreamReader(this, syntax, limits);
        this.limits = limits;
        this.xref = new XrefTable(limits.maxObjects());
    }

    /// Reads the cross-reference sections; objects are read when asked for.
    public static PdfFile open(PdfSource source, IntakeLimits limits) throws IOException, MalformedPdfException {
        return open(new PdfFile(new SyntaxReader(source, new Window(source), limits), limits, false), 0);
    }

    /// The objects of an increment alone.
    ///
    /// @param base bytes before it
    /// @param encryption of the document, if it is encrypted
    public static PdfFile openIncrement(byte[] increment, long base, @Nullable Encryption encryption)
            throws MalformedPdfException {
        PdfSource source = new IncrementSource(base, increment);
        try {
            Window whole = new Window(source, increment, base);
            PdfFile file = new PdfFile(new SyntaxReader(source, whole, OF_INCREMENTS), OF_INCREMENTS, true);
            file.encryption = encryption;
            return open(file, base);
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can't be read", e);
        }
    }

    private static PdfFile open(PdfFile file, long firstByte) throws IOException, MalformedPdfException {
        XrefReader.Newest newest = new XrefReader(file, file.limits, file.xref, firstByte).readAll();
        file.trailer = newest.trailer();
        file.xrefOffset = newest.offset();
        file.xrefIsStream = newest.isStream();
        file.sections = newest.sections();
        return file;
    }

    /// From here on objects are read in the clear.
    public void unlock(Encryption with) {
        encryption = with;
    }

    public long size() {
        return syntax.size();
    }

    /// Of the newest section.
    public PdfValue.Dict trailer() {
        return trailer;
    }

    /// Offset of the newest section.
    public long xrefOffset() {
        return xrefOffset;
    }

    /// Whether the newest section is a stream; a hybrid file's is a table.
    public boolean xrefIsStream() {
        return xrefIsStream;
    }

    /// Offsets of all cross-reference sections, the newest first.
    public List<Long> sections() {
        return sections;
    }

    /// Whether the cross-reference sections of both files lead to the same place for that object.
    public boolean hasSameEntry(int number, PdfFile other) {
        if (xref.isAtOffset(number)) {
            return other.xref.isAtOffset(number)
                    && xref.offset(number) == other.xref.offset(number)
                    && xref.generation(number) == other.xref.generation(number);
        }
        if (xref.isInStream(number)) {
            int container = xref.container(number);
            return other.xref.isInStream(number)
                    && other.xref.container(number) == container
                    && other.xref.index(number) == xref.index(number)
                    && xref.isAtOffset(container)
                    && other.xref.isAtOffset(container)
                    && xref.offset(container) == other.xref.offset(container);
        }
        return !other.isInUse(number);
    }

    /// Whether there is such an object.
    public boolean isInUse(int number) {
        return xref.isAtOffset(number) || xref.isInStream(number);
    }

    /// Where the object stands, or the object stream that it is in; -1 if nowhere.
    public long offsetOf(int number) {
        if (xref.isInStream(number)) {
            return xref.isAtOffset(xref.container(number)) ? xref.offset(xref.container(number)) : -1;
        }
        return xref.isAtOffset(number) ? xref.offset(number) : -1;
    }

    /// The object stream that the object is in; 0 if in none.
    public int containerOf(int number) {
        return xref.isInStream(number) ? xref.container(number) : 0;
    }

    /// The entries of the dictionary that this object is, one by one as they are written: so also a key that stands
    /// twice. Only for objects that are in no object stream.
    public List<WrittenEntry> writtenEntries(int number) throws IOException, MalformedPdfException {
        if (!xref.isAtOffset(number)) {
            throw new MalformedPdfException("Object " + number + " is in an object stream, or nowhere");
        }
        return syntax.writtenEntries(xref.offset(number));
    }

    /// An entry of a dictionary with its value's place in the file.
    ///
    /// @param to offset after the value's last byte
    public record WrittenEntry(String key, PdfValue value, long from, long to) {}

    SyntaxReader syntax() {
        return syntax;
    }

    public XrefTable xref() {
        return xref;
    }

    /// The value, references followed; null for what there is not.
    public @Nullable PdfValue resolve(@Nullable PdfValue value) throws IOException, MalformedPdfException {
        PdfValue current = value;
        for (int hops = 0; current instanceof PdfValue.Ref ref; hops++) {
            if (hops > limits.maxDepth()) {
                throw new MalformedPdfException("References in a circle");
            }
            current = object(ref.number());
        }
        return current == PdfValue.Null.NULL ? null : current;
    }

    public PdfValue.@Nullable Dict dict(@Nullable PdfValue value) throws IOException, MalformedPdfException {
        return resolve(value) instanceof PdfValue.Dict dict ? dict : null;
    }

    public PdfValue.@Nullable Array array(@Nullable PdfValue value) throws IOException, MalformedPdfException {
        return resolve(value) instanceof PdfValue.Array array ? array : null;
    }

    /// The value with all references within it resolved, for small trees that are kept; null for what there is not.
    public @Nullable PdfValue flat(@Nullable PdfValue value) throws IOException, MalformedPdfException {
        return flat(value, 0);
    }

    private @Nullable PdfValue flat(@Nullable PdfValue value, int depth) throws IOException, MalformedPdfException {
        if (depth > 8) {
            throw new MalformedPdfException("A dictionary that goes too deep");
        }
        PdfValue resolved = resolve(value);
        if (resolved instanceof PdfValue.Dict dict) {
            PdfValue.Dict flat = PdfValue.Dict.EMPTY;
            for (var entry : dict.entries().entrySet()) {
                // Data refers to the whole document.
                PdfValue inner = entry.getKey().equals("Data") ? null : flat(entry.getValue(), depth + 1);
                flat = inner == null ? flat : flat.with(entry.getKey(), inner);
            }
            return flat;
        }
        if (resolved instanceof PdfValue.Array array) {
            List<PdfValue> items = new ArrayList<>();
            for (PdfValue item : array.items()) {
                PdfValue inner = flat(item, depth + 1);
                items.add(inner == null ? PdfValue.Null.NULL : inner);
            }
            return new PdfValue.Array(items);
        }
        return resolved instanceof PdfValue.Stream ? null : resolved;
    }

    /// The object of that number; null if there is none.
    public @Nullable PdfValue object(int number) throws IOException, MalformedPdfException {
        if (kept == null) {
            return readObject(number);
        }
        PdfValue value = kept.get(number);
        if (value == null) {
            value = readObject(number);
            if (value != null) {
                kept.put(number, value);
            }
        }
        return value;
    }

    private @Nullable PdfValue readObject(int number) throws IOException, MalformedPdfException {
        if (xref.isAtOffset(number)) {
            SyntaxReader.Indirect found = syntax.indirectAt(xref.offset(number));
            if (found.number() != number || found.generation() != xref.generation(number)) {
                throw new MalformedPdfException("Object " + number + " is not where the cross-reference says");
            }
            return encryption == null ? found.value() : encryption.decrypted(found.value(), number, found.generation());
        }
        if (xref.isInStream(number)) {
            return objectStream(xref.container(number)).object(number, xref.index(number));
        }
        highestMissing = Math.max(highestMissing, number);
        return null;
    }

    /// The highest number of an object that was asked for and is not there; 0 if none.
    public int highestMissing() {
        return highestMissing;
    }

    /// Looks at every entry of the cross-reference sections: each must lead to its object's head.
    public void checkEveryEntry() throws IOException, MalformedPdfException {
        for (int number = 0; number <= xref.highest(); number++) {
            if (xref.isAtOffset(number)) {
                syntax.requireHead(number, xref.generation(number), xref.offset(number));
            } else if (xref.isInStream(number) && !xref.isAtOffset(xref.container(number))) {
                throw new MalformedPdfException("Object " + number + " is in a stream that is not there");
            }
        }
    }

    /// The decoded data of a cross-reference, object or metadata stream: FlateDecode or none.
    public byte[] streamData(PdfValue.Stream stream) throws IOException, MalformedPdfException {
        byte[] data = rawStreamData(stream);
        Encryption opened = encryption;
        return streams.decoded(
                stream.dict(),
                opened == null
                        ? data
                        : opened.decryptedStream(
                                stream.dict(), data, stream.container(), xref.generation(stream.container())));
    }

    /// The data as they stand in the file.
    public byte[] rawStreamData(PdfValue.Stream stream) throws IOException, MalformedPdfException {
        return streams.raw(stream);
    }

    private ObjectStream objectStream(int number) throws IOException, MalformedPdfException {
        ObjectStream known = objectStreams.get(number);
        if (known != null) {
            return known;
        }
        if (!xref.isAtOffset(number)
                || !(object(number) instanceof PdfValue.Stream stream)
                || !stream.dict().isOfType("ObjStm")) {
            throw new MalformedPdfException("Object stream " + number + " is none");
        }
        ObjectStream read = ObjectStream.of(
                streamData(stream),
                streams.integer(stream.dict(), "N", -1),
                streams.integer(stream.dict(), "First", -1),
                limits);
        if (objectStreams.size() >= OBJECT_STREAMS_KEPT) {
            objectStreams.remove(objectStreams.keySet().iterator().next());
        }
        objectStreams.put(number, read);
        return read;
    }
}
