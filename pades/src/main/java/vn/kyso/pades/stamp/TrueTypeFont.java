package vn.kyso.pades.stamp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A TrueType font of ours, read once: outlines without hinting instructions, advance widths, the character map. Not a
/// reader for strangers' fonts. Immutable.
final class TrueTypeFont {
    private static final int COMPOSITE_WORDS = 0x0001;
    private static final int COMPOSITE_SCALE = 0x0008;
    private static final int COMPOSITE_MORE = 0x0020;
    private static final int COMPOSITE_X_AND_Y_SCALE = 0x0040;
    private static final int COMPOSITE_TWO_BY_TWO = 0x0080;
    private static final int COMPOSITE_INSTRUCTIONS = 0x0100;

    private final String name;
    private final ByteBuffer file;
    private final Map<String, int[]> tables = new HashMap<>();
    private final Map<Integer, Integer> glyphs = new HashMap<>();
    private final byte[][] outlines;
    private final int[] advances;
    private final int[] sideBearings;
    private final int unitsPerEm;

    private TrueTypeFont(String name, byte[] bytes) {
        this.name = name;
        this.file = ByteBuffer.wrap(bytes);
        int count = file.getShort(4);
        for (int i = 0; i < count; i++) {
            int entry = 12 + 16 * i;
            String tag = new String(bytes, entry, 4, StandardCharsets.US_ASCII);
            tables.put(tag, new int[] {file.getInt(entry + 8), file.getInt(entry + 12)});
        }
        unitsPerEm = u16(at("head") + 18);
        int glyphCount = u16(at("maxp") + 4);
        outlines = outlines(bytes, glyphCount);
        advances = new int[glyphCount];
        sideBearings = new int[glyphCount];
        readMetrics(glyphCount);
        readCharacterMap();
    }

    static TrueTypeFont ofResource(String resource, String name) {
        try (InputStream in = TrueTypeFont.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The font " + resource + " is not on the class path");
            }
            return new TrueTypeFont(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The font " + resource + " can't be read", e);
        }
    }

    String name() {
        return name;
    }

    /// 0 if the font lacks the character.
    int glyph(int codePoint) {
        return glyphs.getOrDefault(codePoint, 0);
    }

    /// In thousandths of the font's size.
    int advance(int glyph) {
        return Math.round(advances[glyph] * 1000f / unitsPerEm);
    }

    int rawAdvance(int glyph) {
        return advances[glyph];
    }

    int sideBearing(int glyph) {
        return sideBearings[glyph];
    }

    /// The outline without instructions; empty for a space. Not copied.
    byte[] outline(int glyph) {
        return outlines[glyph];
    }

    /// In thousandths of the font's size.
    int ascent() {
        return scaled(file.getShort(at("hhea") + 4));
    }

    /// In thousandths of the font's size, below zero.
    int descent() {
        return scaled(file.getShort(at("hhea") + 6));
    }

    /// Left, bottom, right, top in thousandths of the font's size.
    int[] boundingBox() {
        int head = at("head");
        int[] box = new int[4];
        for (int i = 0; i < 4; i++) {
            box[i] = scaled(file.getShort(head + 36 + 2 * i));
        }
        return box;
    }

    /// A copy of the table, for a subset to start from.
    byte[] table(String tag) {
        int[] place = tables.getOrDefault(tag, new int[] {0, 0});
        return Arrays.copyOfRange(file.array(), place[0], place[0] + place[1]);
    }

    /// Where each component of a composite outline names its glyph, as offsets into the outline.
    static int[] componentOffsets(byte[] outline) {
        if (outline.length < 10 || outline[0] >= 0) {
            return new int[0];
        }
        ByteBuffer in = ByteBuffer.wrap(outline);
        int[] found = new int[16];
        int count = 0;
        int at = 10;
        int flags;
        do {
            flags = in.getShort(at);
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = at + 2;
            at += componentBytes(flags);
        } while ((flags & COMPOSITE_MORE) != 0);
        return Arrays.copyOf(found, count);
    }

    private static int componentBytes(int flags) {
        int bytes = 4 + ((flags & COMPOSITE_WORDS) != 0 ? 4 : 2);
        if ((flags & COMPOSITE_SCALE) != 0) {
            bytes += 2;
        } else if ((flags & COMPOSITE_X_AND_Y_SCALE) != 0) {
            bytes += 4;
        } else if ((flags & COMPOSITE_TWO_BY_TWO) != 0) {
            bytes += 8;
        }
        return bytes;
    }

    private byte[][] outlines(byte[] bytes, int glyphCount) {
        boolean longOffsets = file.getShort(at("head") + 50) == 1;
        int loca = at("loca");
        int glyf = at("glyf");
        byte[][] read = new byte[glyphCount][];
        for (int glyph = 0; glyph < glyphCount; glyph++) {
            int from = longOffsets ? file.getInt(loca + 4 * glyph) : 2 * u16(loca + 2 * glyph);
            int to = longOffsets ? file.getInt(loca + 4 * glyph + 4) : 2 * u16(loca + 2 * glyph + 2);
            read[glyph] = withoutInstructions(Arrays.copyOfRange(bytes, glyf + from, glyf + to));
        }
        return read;
    }

    /// Instructions refer to programs that a subset does not carry.
    private static byte[] withoutInstructions(byte[] outline) {
        if (outline.length < 10) {
            return new byte[0];
        }
        ByteBuffer in = ByteBuffer.wrap(outline);
        int contours = in.getShort(0);
        if (contours >= 0) {
            int lengthAt = 10 + 2 * contours;
            int length = in.getShort(lengthAt) & 0xffff;
            byte[] stripped = new byte[outline.length - length];
            System.arraycopy(outline, 0, stripped, 0, lengthAt);
            System.arraycopy(outline, lengthAt + 2 + length, stripped, lengthAt + 2, stripped.length - lengthAt - 2);
            return stripped;
        }
        int end = 10;
        for (int at : componentOffsets(outline)) {
            int flags = in.getShort(at - 2);
            in.putShort(at - 2, (short) (flags & ~COMPOSITE_INSTRUCTIONS));
            end = at - 2 + componentBytes(flags);
        }
        return Arrays.copyOf(outline, end);
    }

    private void readMetrics(int glyphCount) {
        int metrics = u16(at("hhea") + 34);
        int hmtx = at("hmtx");
        for (int glyph = 0; glyph < glyphCount; glyph++) {
            int own = Math.min(glyph, metrics - 1);
            advances[glyph] = u16(hmtx + 4 * own);
            sideBearings[glyph] = glyph < metrics
                    ? file.getShort(hmtx + 4 * glyph + 2)
                    : file.getShort(hmtx + 4 * metrics + 2 * (glyph - metrics));
        }
    }

    private void readCharacterMap() {
        int cmap = at("cmap");
        int best = 0;
        for (int i = 0; i < u16(cmap + 2); i++) {
            int platform = u16(cmap + 4 + 8 * i);
            int encoding = u16(cmap + 6 + 8 * i);
            int table = cmap + file.getInt(cmap + 8 + 8 * i);
            if (platform == 3 && encoding == 10 && u16(table) == 12) {
                readGroups(table);
                return;
            }
            if ((platform == 3 && encoding == 1 || platform == 0) && u16(table) == 4) {
                best = table;
            }
        }
        readSegments(best);
    }

    /// Format 12.
    private void readGroups(int table) {
        for (int i = 0; i < file.getInt(table + 12); i++) {
            int group = table + 16 + 12 * i;
            int first = file.getInt(group);
            for (int c = first; c <= file.getInt(group + 4); c++) {
                glyphs.put(c, file.getInt(group + 8) + c - first);
            }
        }
    }

    /// Format 4.
    private void readSegments(int table) {
        int doubled = u16(table + 6);
        for (int i = 0; i < doubled; i += 2) {
            int last = u16(table + 14 + i);
            int first = u16(table + 16 + doubled + i);
            int delta = u16(table + 16 + 2 * doubled + i);
            int rangeAt = table + 16 + 3 * doubled + i;
            int range = u16(rangeAt);
            for (int c = first; c <= last && c < 0xffff; c++) {
                int glyph = range == 0 ? c + delta : u16(rangeAt + range + 2 * (c - first));
                if (range != 0 && glyph != 0) {
                    glyph += delta;
                }
                glyphs.put(c, glyph & 0xffff);
            }
        }
    }

    private int scaled(int units) {
        return Math.round(units * 1000f / unitsPerEm);
    }

    private int at(String tag) {
        int[] place = tables.get(tag);
        if (place == null) {
            throw new IllegalStateException("The font has no table " + tag);
        }
        return place[0];
    }

    private int u16(int offset) {
        return file.getShort(offset) & 0xffff;
    }
}
