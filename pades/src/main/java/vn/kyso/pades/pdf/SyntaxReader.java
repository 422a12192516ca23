package vn.kyso.pades.pdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import vn.kyso.pades.IntakeLimits;
import vn.kyso.pades.PdfSource;

/// Reads what stands at an offset: objects, dictionaries, lines and bytes, with as much of the file in memory as that
/// takes. What the objects are to each other is [PdfFile]'s. Used by one thread.
final class SyntaxReader {
    private static final int FIRST_READ = 2 * 1024;

    private final PdfSource source;
    private final Window window;
    private final IntakeLimits limits;

    SyntaxReader(PdfSource source, Window window, IntakeLimits limits) {
        this.source = source;
        this.window = window;
        this.limits = limits;
    }

    long size() {
        return source.size();
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

    /// The entries of the dictionary that the object at that offset is, as they are written.
    List<PdfFile.WrittenEntry> writtenEntries(long offset) throws IOException, MalformedPdfException {
        return parseAt(offset, parser -> {
            parser.number();
            parser.number();
            parser.keyword();
            parser.skipSpace();
            parser.skip(2);
            List<PdfFile.WrittenEntry> entries = new ArrayList<>();
            parser.skipSpace();
            while (parser.peek() == '/') {
                PdfValue key = parser.value();
                parser.skipSpace();
                long from = offset + parser.position() - window.indexOf(offset);
                PdfValue value = parser.value();
                long to = offset + parser.position() - window.indexOf(offset);
                entries.add(new PdfFile.WrittenEntry(((PdfValue.Name) key).value(), value, from, to));
                parser.skipSpace();
            }
            return entries;
        });
    }

    /// Refuses unless that object begins there.
    void requireHead(int number, int generation, long offset) throws IOException, MalformedPdfException {
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
                    || parser.number() != generation
                    || !parser.keyword().startsWith("obj")) {
                throw new MalformedPdfException("Object " + number + " is not where the cross-reference says");
            }
        } catch (PdfParser.OutOfBytesException e) {
            throw new MalformedPdfException("Object " + number + " is cut");
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
