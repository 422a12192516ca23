package vn.kyso.pades.pdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.IntakeLimits;

/// Follows the cross-reference sections from the last `startxref` back to the first (ISO 32000-2, 7.5.4 to 7.5.8).
final class XrefReader {
    /// Readers look for the end marker within this many last bytes.
    private static final int TAIL_BYTES = 1024;

    /// White space before a section that is skipped.
    private static final int MOST_SPACE = 16;

    private static final Pattern SPACES = Pattern.compile(" +");

    private final PdfFile file;
    private final SyntaxReader syntax;
    private final IntakeLimits limits;
    private final XrefTable table;
    private final long firstByte;
    private final Set<Long> seen = new LinkedHashSet<>();
    private PdfValue.@Nullable Dict newestTrailer;
    private boolean newestIsStream;

    /// @param firstByte sections before it are not followed
    XrefReader(PdfFile file, IntakeLimits limits, XrefTable table, long firstByte) {
        this.file = file;
        this.syntax = file.syntax();
        this.firstByte = firstByte;
        this.limits = limits;
        this.table = table;
    }

    /// The newest section.
    ///
    /// @param isStream its form; a hybrid file's is a table
    /// @param sections where all sections are, those of hybrid files too, in the order in which they were followed
    record Newest(long offset, boolean isStream, PdfValue.Dict trailer, List<Long> sections) {}

    Newest readAll() throws IOException, MalformedPdfException {
        long newest = atKeyword(startXref());
        long next = newest;
        while (next >= firstByte) {
            if (!seen.add(next)) {
                throw new MalformedPdfException("Cross-reference sections in a circle");
            }
            if (seen.size() > limits.maxSections()) {
                throw MalformedPdfException.tooComplex("More revisions than the limit");
            }
            next = atKeyword(section(next));
        }
        if (newestTrailer == null) {
            throw new MalformedPdfException("No trailer");
        }
        return new Newest(newest, newestIsStream, newestTrailer, List.copyOf(seen));
    }

    /// Some writers count the line end before the section; every reader skips it.
    ///
    /// @param offset where a section must be; below or above the file for none
    private long atKeyword(long offset) throws IOException, MalformedPdfException {
        if (offset < firstByte || offset >= syntax.size()) {
            return offset;
        }
        byte[] head = syntax.bytes(offset, (int) Math.min(MOST_SPACE, syntax.size() - offset));
        int space = 0;
        while (space < head.length && PdfParser.isSpace(head[space])) {
            space++;
        }
        return offset + space;
    }

    private long startXref() throws IOException, MalformedPdfException {
        long from = Math.max(firstByte, syntax.size() - TAIL_BYTES);
        byte[] tail = syntax.bytes(from, (int) (syntax.size() - from));
        String text = new String(tail, StandardCharsets.ISO_8859_1);
        int eof = text.lastIndexOf("%%EOF");
        int start = eof < 0 ? -1 : text.lastIndexOf("startxref", eof);
        if (start < 0) {
            throw new MalformedPdfException("No end marker");
        }
        String number = text.substring(start + "startxref".length(), eof).strip();
        if (!isDigits(number, 12)) {
            throw new MalformedPdfException("startxref without an offset");
        }
        return Long.parseLong(number);
    }

    private static boolean isDigits(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// @return offset of the section before, or -1
    private long section(long offset) throws IOException, MalformedPdfException {
        if (offset <= 0 || offset >= syntax.size()) {
            throw new MalformedPdfException("A cross-reference section outside the file");
        }
        byte[] head = syntax.bytes(offset, (int) Math.min(4, syntax.size() - offset));
        boolean isTable = new String(head, StandardCharsets.ISO_8859_1).equals("xref");
        PdfValue.Dict trailer = isTable ? tableSection(offset) : streamSection(offset, table);
        if (newestTrailer == null) {
            newestTrailer = trailer;
            newestIsStream = !isTable;
        }
        PdfValue previous = trailer.get("Prev");
        return previous == null ? -1 : integer(previous, "Prev");
    }

    /// One subsection of a table.
    private record Subsection(long entriesAt, int first, int count) {}

    private PdfValue.Dict tableSection(long offset) throws IOException, MalformedPdfException {
        List<Subsection> subsections = new ArrayList<>();
        SyntaxReader.Line header = syntax.tokens(offset + 4);
        while (!header.text().startsWith("trailer")) {
            Subsection subsection = subsection(header);
            subsections.add(subsection);
            header = syntax.tokens(subsection.entriesAt() + 20L * subsection.count());
        }
        PdfValue.Dict trailer = syntax.dictAt(header.offset() + "trailer".length());
        PdfValue hybrid = trailer.get("XRefStm");
        XrefTable hidden = new XrefTable(limits.maxObjects());
        if (hybrid != null) {
            long hybridOffset = integer(hybrid, "XRefStm");
            if (hybridOffset <= 0 || hybridOffset >= syntax.size() || !seen.add(hybridOffset)) {
                throw new MalformedPdfException("A hybrid section outside the file");
            }
            streamSection(hybridOffset, hidden);
        }
        for (Subsection subsection : subsections) {
            entries(subsection, hidden);
        }
        table.addAll(hidden);
        return trailer;
    }

    private Subsection subsection(SyntaxReader.Line header) throws MalformedPdfException {
        String[] parts = SPACES.split(header.text().strip());
        if (parts.length != 2 || !isDigits(parts[0], 10) || !isDigits(parts[1], 10)) {
            throw new MalformedPdfException("A cross-reference subsection without its header");
        }
        long first = Long.parseLong(parts[0]);
        long count = Long.parseLong(parts[1]);
        if (first + count > limits.maxObjects()) {
            throw MalformedPdfException.tooComplex("More objects than the limit");
        }
        if (header.end() + 20 * count > syntax.size()) {
            throw new MalformedPdfException("A cross-reference table beyond the end");
        }
        return new Subsection(header.end(), (int) first, (int) count);
    }

    /// @param hidden what a hybrid file's stream knows. What both say differently, readers disagree about: some take
    ///     the table's word that it is free, some the stream's.
    private void entries(Subsection subsection, XrefTable hidden) throws IOException, MalformedPdfException {
        int perRead = 3000;
        for (int done = 0; done < subsection.count(); done += perRead) {
            int now = Math.min(perRead, subsection.count() - done);
            byte[] lines = syntax.bytes(subsection.entriesAt() + 20L * done, 20 * now);
            for (int i = 0; i < now; i++) {
                int number = subsection.first() + done + i;
                if (number > 0 && hidden.has(number)) {
                    requireSame(lines, 20 * i, number, hidden);
                }
                entry(lines, 20 * i, number, table);
            }
        }
    }

    private void requireSame(byte[] lines, int at, int number, XrefTable hidden) throws MalformedPdfException {
        XrefTable alone = new XrefTable(limits.maxObjects());
        entry(lines, at, number, alone);
        if (!alone.hasSameEntry(number, hidden)) {
            throw new MalformedPdfException("Object " + number + " is at two places in a hybrid file");
        }
    }

    private static void entry(byte[] lines, int at, int number, XrefTable into) throws MalformedPdfException {
        long offset = digits(lines, at, 10);
        int generation = (int) digits(lines, at + 11, 5);
        int kind = lines[at + 17];
        boolean lineEnds = PdfParser.isSpace(lines[at + 18]) && (lines[at + 19] == '\n' || lines[at + 19] == '\r');
        if (lines[at + 10] != ' ' || lines[at + 16] != ' ' || (kind != 'n' && kind != 'f') || !lineEnds) {
            throw new MalformedPdfException("A cross-reference entry that is not 20 bytes of the known form");
        }
        if (kind == 'f') {
            into.free(number);
        } else if (offset == 0) {
            // Common for objects that were never there; readers take it as free.
            into.free(number);
        } else {
            into.atOffset(number, generation, offset);
        }
    }

    private static long digits(byte[] lines, int at, int count) throws MalformedPdfException {
        long number = 0;
        for (int i = at; i < at + count; i++) {
            if (lines[i] < '0' || lines[i] > '9') {
                throw new MalformedPdfException("A cross-reference entry without its numbers");
            }
            number = number * 10 + (lines[i] - '0');
        }
        return number;
    }

    private PdfValue.Dict streamSection(long offset, XrefTable into) throws IOException, MalformedPdfException {
        SyntaxReader.Indirect object = syntax.indirectAt(offset);
        if (!(object.value() instanceof PdfValue.Stream stream)
                || !stream.dict().isOfType("XRef")) {
            throw new MalformedPdfException("No cross-reference section where one must be");
        }
        PdfValue.Dict dict = stream.dict();
        if (!(dict.get("W") instanceof PdfValue.Array(List<PdfValue> w)) || w.size() != 3) {
            throw new MalformedPdfException("A cross-reference stream without W");
        }
        int[] widths = new int[3];
        for (int i = 0; i < 3; i++) {
            widths[i] = (int) integer(w.get(i), "W");
            if (widths[i] < 0 || widths[i] > 8) {
                throw new MalformedPdfException("A cross-reference stream with too wide fields");
            }
        }
        int width = widths[0] + widths[1] + widths[2];
        byte[] data = file.streamData(stream);
        List<PdfValue> index = dict.get("Index") instanceof PdfValue.Array(List<PdfValue> given)
                ? given
                : List.of(PdfValue.Num.of(0), PdfValue.Num.of(integer(dict.get("Size"), "Size")));
        int at = 0;
        for (int i = 0; i + 1 < index.size(); i += 2) {
            long first = integer(index.get(i), "Index");
            long count = integer(index.get(i + 1), "Index");
            if (first + count > limits.maxObjects()) {
                throw MalformedPdfException.tooComplex("More objects than the limit");
            }
            if (width == 0 || at + count * width > data.length) {
                throw new MalformedPdfException("A cross-reference stream that is too short");
            }
            for (int n = 0; n < count; n++, at += width) {
                streamEntry(into, (int) first + n, data, at, widths);
            }
        }
        return dict;
    }

    private void streamEntry(XrefTable into, int number, byte[] data, int at, int[] widths)
            throws MalformedPdfException {
        long type = widths[0] == 0 ? 1 : field(data, at, widths[0]);
        long second = field(data, at + widths[0], widths[1]);
        long third = field(data, at + widths[0] + widths[1], widths[2]);
        if (type == 0) {
            into.free(number);
        } else if (type == 1) {
            if (second < 0 || third > 65535) {
                throw new MalformedPdfException("A cross-reference entry outside the file");
            }
            into.atOffset(number, (int) third, second);
        } else if (type == 2) {
            if (second < 0 || second > limits.maxObjects() || third < 0 || third > limits.maxObjects()) {
                throw new MalformedPdfException("A cross-reference entry to an object stream that can't be");
            }
            into.inStream(number, (int) second, (int) third);
        }
        // Other types are references to null (7.5.8.3).
    }

    private static long field(byte[] data, int at, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | (data[at + i] & 0xff);
        }
        return value;
    }

    private static long integer(@Nullable PdfValue value, String what) throws MalformedPdfException {
        if (value instanceof PdfValue.Num number && number.index() >= 0) {
            return number.index();
        }
        throw new MalformedPdfException(what + " is no integer");
    }
}
