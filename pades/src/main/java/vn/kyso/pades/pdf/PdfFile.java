package vn.kyso.pades.pdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    private static final int FIRST_READ = 2 * 1024;
    private static final int MAX_STREAM_BYTES = 64 << 20;
    private static final int OBJECT_STREAMS_KEPT = 8;

    /// Ours, so only their object numbers may be anything.
    private static final IntakeLimits OF_INCREMENTS = new IntakeLimits(1 << 24, 1, 64L << 20, 256, 1, 64 << 20, 64 << 20);

    private final PdfSource source;
    private final IntakeLimits limits;
    private final Window window;
    private final XrefTable xref;
    private final Map<Integer, ObjectStream> objectStreams = new LinkedHashMap<>(16, 0.75f, true);
    private final @Nullable Map<Integer, PdfValue> kept;
    private long inflatedBytes;

    private PdfValue.Dict trailer = PdfValue.Dict.EMPTY;
    private long xrefOffset;
    private boolean xrefIsStream;
    private List<Long> sections = List.of();
    private @Nullable Encryption encryption;
    private int highestMissing;

    /// @param keeping whether each object is to be parsed once only: for increments, which are small
    private PdfFile(PdfSource source, IntakeLimits limits, Window window, boolean keeping) {
        this.kept = keeping ? new HashMap<>() : null;
        this.source = source;
        this.limits = limits;
        this.window = window;
        this.xref = new XrefTable(limits.maxObjects());
    }

    /// Reads the cross-reference sections; objects are read when asked for.
    public static PdfFile open(PdfSource source, IntakeLimits limits) throws IOException, MalformedPdfException {
        return open(new PdfFile(source, limits, new Window(source), false), 0);
    }

    /// The objects of an increment alone.
    ///
    /// @param base bytes before it
    /// @param encryption of the document, if it is encrypted
    public static PdfFile openIncrement(byte[] increment, long base, @Nullable Encryption encryption)
            throws MalformedPdfException {
        PdfSource source = new IncrementSource(base, increment);
        try {
            PdfFile file = new PdfFile(source, OF_INCREMENTS, new Window(source, increment, base), true);
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
        return source.size();
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
        long offset = xref.offset(number);
        return parseAt(offset, parser -> {
            parser.number();
            parser.number();
            parser.keyword();
            parser.skipSpace();
            parser.skip(2);
            List<WrittenEntry> entries = new java.util.ArrayList<>();
            parser.skipSpace();
            while (parser.peek() == '/') {
                PdfValue key = parser.value();
                parser.skipSpace();
                long from = offset + parser.position() - window.indexOf(offset);
                PdfValue value = parser.value();
                long to = offset + parser.position() - window.indexOf(offset);
                entries.add(new WrittenEntry(((PdfValue.Name) key).value(), value, from, to));
                parser.skipSpace();
            }
            return entries;
        });
    }

    /// An entry of a dictionary with its value's place in the file.
    ///
    /// @param to offset after the value's last byte
    public record WrittenEntry(String key, PdfValue value, long from, long to) {}

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
            Indirect found = indirectAt(xref.offset(number));
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
                checkHead(number, xref.offset(number));
            } else if (xref.isInStream(number) && !xref.isAtOffset(xref.container(number))) {
                throw new MalformedPdfException("Object " + number + " is in a stream that is not there");
            }
        }
    }

    private void checkHead(int number, long offset) throws IOException, MalformedPdfException {
        if (offset >= source.size()) {
            throw new MalformedPdfException("Object " + number + " is beyond the end");
        }
        int available = Math.min(window.load(offset, 40), 40);
        int from = window.indexOf(offset);
        PdfParser parser = new PdfParser(window.bytes(), from, from + available, 1);
        try {
            if (PdfParser.isSpace(parser.peek())) {
                // Some writers count the line end before the object; every reader skips it.
                parser.skipSpace();
            }
            if (parser.number() != number
                    || parser.number() != xref.generation(number)
                    || !parser.keyword().startsWith("obj")) {
                throw new MalformedPdfException("Object " + number + " is not where the cross-reference says");
            }
        } catch (PdfParser.OutOfBytesException e) {
            throw new MalformedPdfException("Object " + number + " is cut");
        }
    }

    /// The decoded data of a cross-reference, object or metadata stream: FlateDecode or none.
    public byte[] streamData(PdfValue.Stream stream) throws IOException, MalformedPdfException {
        PdfValue.Dict dict = stream.dict();
        byte[] data = rawStreamData(stream);
        if (encryption != null) {
            data = encryption.decryptedStream(dict, data, stream.container(), xref.generation(stream.container()));
        }
        PdfValue filter = resolve(dict.get("Filter"));
        PdfValue parameters = resolve(dict.get("DecodeParms"));
        if (filter instanceof PdfValue.Array(List<PdfValue> filters)) {
            if (filters.size() > 1) {
                throw new MalformedPdfException("A structure stream with several filters");
            }
            filter = filters.isEmpty() ? null : resolve(filters.getFirst());
            parameters = parameters instanceof PdfValue.Array(List<PdfValue> all) && !all.isEmpty()
                    ? resolve(all.getFirst())
                    : parameters;
        }
        if (filter == null) {
            return data;
        }
        if (!(filter instanceof PdfValue.Name(String name)) || !name.equals("FlateDecode")) {
            throw new MalformedPdfException("A structure stream with a filter other than FlateDecode");
        }
        byte[] inflated = Inflate.inflate(
                data, Math.min(limits.maxStreamBytes(), limits.maxInflatedBytes() - inflatedBytes));
        inflatedBytes += inflated.length;
        if (!(parameters instanceof PdfValue.Dict parms)) {
            return inflated;
        }
        return Inflate.unpredict(
                inflated,
                integer(parms, "Predictor", 1),
                integer(parms, "Columns", 1),
                integer(parms, "Colors", 1),
                integer(parms, "BitsPerComponent", 8));
    }

    /// The data as they stand in the file.
    public byte[] rawStreamData(PdfValue.Stream stream) throws IOException, MalformedPdfException {
        if (!(resolve(stream.dict().get("Length")) instanceof PdfValue.Num length) || length.index() < 0) {
            throw new MalformedPdfException("A stream without its length");
        }
        if (length.index() > Math.min(MAX_STREAM_BYTES, limits.maxStreamBytes())) {
            throw MalformedPdfException.tooComplex("A structure stream larger than the limit");
        }
        if (stream.dataOffset() + length.index() > source.size()) {
            throw new MalformedPdfException("A stream beyond the end");
        }
        byte[] data = bytes(stream.dataOffset(), (int) length.index());
        long afterData = stream.dataOffset() + length.index();
        byte[] after = bytes(afterData, (int) Math.min(16, source.size() - afterData));
        if (!new String(after, StandardCharsets.ISO_8859_1).stripLeading().startsWith("endstream")) {
            throw new MalformedPdfException("A stream that is not as long as it says");
        }
        return data;
    }

    private int integer(PdfValue.Dict dict, String key, int otherwise) throws IOException, MalformedPdfException {
        return resolve(dict.get(key)) instanceof PdfValue.Num number
                ? (int) Math.min(number.index(), 1 << 24)
                : otherwise;
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
                streamData(stream), integer(stream.dict(), "N", -1), integer(stream.dict(), "First", -1), limits);
        if (objectStreams.size() >= OBJECT_STREAMS_KEPT) {
            objectStreams.remove(objectStreams.keySet().iterator().next());
        }
        objectStreams.put(number, read);
        return read;
    }

    /// An object with its head.
    record Indirect(int number, int generation, PdfValue value) {}

    /// A line of text with where it ends.
    record Line(String text, long offset, long end) {}

    Indirect indirectAt(long offset) throws IOException, MalformedPdfException {
        if (offset < 0 || offset >= source.size()) {
            throw new MalformedPdfException("An object outside the file");
        }
        return parseAt(offset, parser -> {
            int number = (int) Math.min(parser.number(), Integer.MAX_VALUE);
            int generation = (int) Math.min(parser.number(), Integer.MAX_VALUE);
            if (!parser.keyword().equals("obj")) {
                throw new MalformedPdfException("No object where one must be");
            }
            PdfValue value = parser.value();
            if (value instanceof PdfValue.Dict dict && parser.keyword().equals("stream")) {
                if (parser.peek() == '\r') {
                    parser.skip(1);
                }
                if (parser.peek() != '\n') {
                    throw new MalformedPdfException("A stream without its line end");
                }
                parser.skip(1);
                long dataOffset = offset + parser.position() - window.indexOf(offset);
                value = new PdfValue.Stream(dict, dataOffset, number);
            }
            return new Indirect(number, generation, value);
        });
    }

    PdfValue.Dict dictAt(long offset) throws IOException, MalformedPdfException {
        PdfValue value = parseAt(offset, PdfParser::value);
        if (value instanceof PdfValue.Dict dict) {
            return dict;
        }
        throw new MalformedPdfException("No dictionary where one must be");
    }

    /// The line at the next byte that is no white space.
    Line tokens(long offset) throws IOException, MalformedPdfException {
        return parseAt(offset, parser -> {
            int base = window.indexOf(offset);
            parser.skipSpace();
            int start = parser.position();
            StringBuilder line = new StringBuilder();
            while (parser.peek() != '\r' && parser.peek() != '\n' && line.length() < 64) {
                line.append((char) parser.peek());
                parser.skip(1);
            }
            if (parser.peek() == '\r') {
                parser.skip(1);
            }
            if (parser.peek() == '\n') {
                parser.skip(1);
            }
            return new Line(line.toString(), offset + start - base, offset + parser.position() - base);
        });
    }

    byte[] bytes(long offset, int count) throws IOException, MalformedPdfException {
        byte[] bytes = new byte[count];
        if (source.read(offset, ByteBuffer.wrap(bytes)) < count) {
            throw new MalformedPdfException("The file ends early");
        }
        return bytes;
    }

    /// An increment where it will stand; before it there is nothing to read.
    private record IncrementSource(long base, byte[] increment) implements PdfSource {
        @Override
        public long size() {
            return base + increment.length;
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            if (position < base) {
                return 0;
            }
            return PdfSource.of(increment).read(position - base, into);
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }

    private interface Parse<T> {
        T parse(PdfParser parser) throws MalformedPdfException, PdfParser.OutOfBytesException;
    }

    /// Parses with as many bytes in memory as it takes.
    private <T> T parseAt(long offset, Parse<T> parse) throws IOException, MalformedPdfException {
        for (int wanted = Math.min(FIRST_READ, limits.maxValueBytes()); ; ) {
            int available = window.load(offset, wanted);
            int from = window.indexOf(offset);
            PdfParser parser = new PdfParser(window.bytes(), from, from + available, limits.maxDepth());
            try {
                return parse.parse(parser);
            } catch (PdfParser.OutOfBytesException e) {
                if (offset + available >= source.size()) {
                    throw new MalformedPdfException("The file ends within an object");
                }
                if (wanted >= limits.maxValueBytes()) {
                    throw MalformedPdfException.tooComplex("An object larger than the limit");
                }
                wanted = (int) Math.min(8L * wanted, limits.maxValueBytes());
            }
        }
    }
}
