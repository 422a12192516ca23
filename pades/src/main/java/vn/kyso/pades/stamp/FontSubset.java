package vn.kyso.pades.stamp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.pades.pdf.PdfWriter;

/// The glyphs of one font that one stamp uses, numbered anew from 1, and the objects that embed them (ISO 32000-2, 9.7
/// and 9.9): a Type 0 font with Identity-H, so that text is glyph numbers.
final class FontSubset {
    private static final String[] TABLES = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"};
    private static final int SYMBOLIC = 4;

    private final TrueTypeFont font;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final List<Integer> glyphs = new ArrayList<>();
    private final TreeMap<Integer, Integer> characters = new TreeMap<>();

    FontSubset(TrueTypeFont font) {
        this.font = font;
        number(0);
    }

    /// The number in the subset of a character that the font has.
    int use(int codePoint) {
        int number = number(font.glyph(codePoint));
        characters.putIfAbsent(number, codePoint);
        return number;
    }

    boolean isUsed() {
        return glyphs.size() > 1;
    }

    private int number(int glyph) {
        Integer known = numbers.get(glyph);
        if (known != null) {
            return known;
        }
        int number = glyphs.size();
        numbers.put(glyph, number);
        glyphs.add(glyph);
        byte[] outline = font.outline(glyph);
        for (int at : TrueTypeFont.componentOffsets(outline)) {
            number((outline[at] & 0xff) << 8 | (outline[at + 1] & 0xff));
        }
        return number;
    }

    /// @param pdfaPart of ISO 19005 that the document follows; part 1 wants to know which glyphs a subset has (6.3.5)
    PdfValue.Ref write(IncrementWriter writer, int pdfaPart) {
        byte[] program = program();
        PdfValue.Name name = new PdfValue.Name(tag(program) + "+" + font.name());
        PdfValue.Ref file = writer.newRef();
        writer.stream(file, PdfValue.Dict.EMPTY.with("Length1", PdfValue.Num.of(program.length)), program);
        PdfValue.Ref descriptor = writer.newRef();
        PdfValue.Dict described = descriptor(name, file);
        if (pdfaPart == 1) {
            PdfValue.Ref set = writer.newRef();
            writer.stream(set, PdfValue.Dict.EMPTY, glyphSet());
            described = described.with("CIDSet", set);
        }
        writer.object(descriptor, described);
        PdfValue.Ref descendant = writer.newRef();
        writer.object(descendant, descendant(name, descriptor));
        PdfValue.Ref toUnicode = writer.newRef();
        writer.stream(toUnicode, PdfValue.Dict.EMPTY, toUnicode());
        PdfValue.Ref type0 = writer.newRef();
        writer.object(
                type0,
                PdfValue.Dict.with()
                        .put("Type", new PdfValue.Name("Font"))
                        .put("Subtype", new PdfValue.Name("Type0"))
                        .put("BaseFont", name)
                        .put("Encoding", new PdfValue.Name("Identity-H"))
                        .put("DescendantFonts", new PdfValue.Array(List.of(descendant)))
                        .put("ToUnicode", toUnicode)
                        .done());
        return type0;
    }

    /// A bit for each glyph, the first the highest of its byte (ISO 32000-1, table 124).
    private byte[] glyphSet() {
        byte[] set = new byte[(glyphs.size() + 7) / 8];
        for (int i = 0; i < glyphs.size(); i++) {
            set[i / 8] |= (byte) (0x80 >> i % 8);
        }
        return set;
    }

    private PdfValue.Dict descriptor(PdfValue.Name name, PdfValue.Ref file) {
        List<PdfValue> box = new ArrayList<>();
        for (int side : font.boundingBox()) {
            box.add(PdfValue.Num.of(side));
        }
        return PdfValue.Dict.with()
                .put("Type", new PdfValue.Name("FontDescriptor"))
                .put("FontName", name)
                .put("Flags", PdfValue.Num.of(SYMBOLIC))
                .put("FontBBox", new PdfValue.Array(box))
                .put("ItalicAngle", PdfValue.Num.of(0))
                .put("Ascent", PdfValue.Num.of(font.ascent()))
                .put("Descent", PdfValue.Num.of(font.descent()))
                .put("CapHeight", PdfValue.Num.of(700))
                .put("StemV", PdfValue.Num.of(80))
                .put("FontFile2", file)
                .done();
    }

    private PdfValue.Dict descendant(PdfValue.Name name, PdfValue.Ref descriptor) {
        List<PdfValue> widths = new ArrayList<>();
        for (int glyph : glyphs) {
            widths.add(PdfValue.Num.of(font.advance(glyph)));
        }
        PdfValue.Dict system = PdfValue.Dict.with()
                .put("Registry", new PdfValue.Str("Adobe".getBytes(StandardCharsets.US_ASCII)))
                .put("Ordering", new PdfValue.Str("Identity".getBytes(StandardCharsets.US_ASCII)))
                .put("Supplement", PdfValue.Num.of(0))
                .done();
        return PdfValue.Dict.with()
                .put("Type", new PdfValue.Name("Font"))
                .put("Subtype", new PdfValue.Name("CIDFontType2"))
                .put("BaseFont", name)
                .put("CIDSystemInfo", system)
                .put("FontDescriptor", descriptor)
                .put("W", new PdfValue.Array(List.of(PdfValue.Num.of(0), new PdfValue.Array(widths))))
                .put("CIDToGIDMap", new PdfValue.Name("Identity"))
                .done();
    }

    /// Which character each glyph is, for search and copying (9.10.3).
    private byte[] toUnicode() {
        PdfWriter out = new PdfWriter(512 + 16 * characters.size());
        out.ascii("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)"
                + "/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                + "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
        List<Map.Entry<Integer, Integer>> all = new ArrayList<>(characters.entrySet());
        int perBlock = 100;
        for (int from = 0; from < all.size(); from += perBlock) {
            List<Map.Entry<Integer, Integer>> block = all.subList(from, Math.min(all.size(), from + perBlock));
            out.number(block.size()).ascii(" beginbfchar\n");
            for (Map.Entry<Integer, Integer> entry : block) {
                int number = entry.getKey();
                out.raw('<').hex16(number).ascii("><");
                for (char unit : Character.toChars(entry.getValue())) {
                    out.hex16(unit);
                }
                out.ascii(">\n");
            }
            out.ascii("endbfchar\n");
        }
        return out.ascii("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
                .toBytes();
    }

    private byte[] program() {
        int count = glyphs.size();
        int glyfBytes = 0;
        for (int glyph : glyphs) {
            glyfBytes += padded(font.outline(glyph).length);
        }
        ByteBuffer glyf = ByteBuffer.allocate(glyfBytes);
        ByteBuffer loca = ByteBuffer.allocate(4 * (count + 1));
        ByteBuffer hmtx = ByteBuffer.allocate(4 * count);
        for (int glyph : glyphs) {
            byte[] outline = font.outline(glyph);
            int start = glyf.position();
            loca.putInt(start);
            glyf.put(outline);
            for (int at : TrueTypeFont.componentOffsets(outline)) {
                int component = glyf.getShort(start + at) & 0xffff;
                glyf.putShort(start + at, (short) number(component));
            }
            glyf.position(start + padded(outline.length));
            hmtx.putShort((short) font.rawAdvance(glyph)).putShort((short) font.sideBearing(glyph));
        }
        loca.putInt(glyf.position());
        ByteBuffer head = ByteBuffer.wrap(font.table("head"));
        // Long offsets; the checksum of the whole is left out, as no reader of embedded fonts looks at it.
        head.putInt(8, 0).putShort(50, (short) 1);
        ByteBuffer hhea = ByteBuffer.wrap(font.table("hhea")).putShort(34, (short) count);
        ByteBuffer maxp = ByteBuffer.wrap(font.table("maxp")).putShort(4, (short) count);
        return file(glyf, head, hhea, hmtx, loca, maxp);
    }

    /// The tables, in the order of [#TABLES].
    private static byte[] file(ByteBuffer... tables) {
        int size = 12 + 16 * tables.length;
        for (ByteBuffer table : tables) {
            size += padded(table.capacity());
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(0x00010000).putShort((short) tables.length);
        int largestPower = Integer.highestOneBit(tables.length);
        out.putShort((short) (16 * largestPower))
                .putShort((short) Integer.numberOfTrailingZeros(largestPower))
                .putShort((short) (16 * (tables.length - largestPower)));
        int offset = 12 + 16 * tables.length;
        for (int i = 0; i < tables.length; i++) {
            byte[] data = tables[i].array();
            out.put(TABLES[i].getBytes(StandardCharsets.US_ASCII))
                    .putInt(checksum(data))
                    .putInt(offset)
                    .putInt(data.length);
            out.put(offset, data);
            offset += padded(data.length);
        }
        return out.array();
    }

    private static int checksum(byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data);
        int sum = 0;
        while (in.remaining() >= 4) {
            sum += in.getInt();
        }
        for (int shift = 24; in.hasRemaining(); shift -= 8) {
            sum += (in.get() & 0xff) << shift;
        }
        return sum;
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    /// Six letters that tell subsets apart (9.9.2), from their content.
    private static String tag(byte[] program) {
        int hash = java.util.Arrays.hashCode(program);
        StringBuilder tag = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            tag.append((char) ('A' + Integer.remainderUnsigned(hash, 26)));
            hash = Integer.divideUnsigned(hash, 26) ^ (i * 0x9e37);
        }
        return tag.toString();
    }
}
