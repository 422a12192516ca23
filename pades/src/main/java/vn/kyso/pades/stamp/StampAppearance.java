package vn.kyso.pades.stamp;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.pades.pdf.PdfWriter;

/// The appearance stream of a stamp (ISO 32000-2, 12.5.5): a thin frame and lines of text, as large as the box allows.
public final class StampAppearance {
    private static final TrueTypeFont MAIN =
            TrueTypeFont.ofResource("BeVietnamPro-Regular.ttf", "BeVietnamPro-Regular");
    private static final TrueTypeFont FALLBACK = TrueTypeFont.ofResource("DejaVuSans.ttf", "DejaVuSans");

    private static final double FRAME_WIDTH = 0.5;

    private final FontSubset main = new FontSubset(MAIN);
    private final FontSubset fallback = new FontSubset(FALLBACK);

    private StampAppearance() {}

    /// Writes the stream and its fonts.
    ///
    /// @param rotation of the page: the text is turned against it
    public static PdfValue.Ref write(
            IncrementWriter writer, List<String> lines, double width, double height, int rotation) {
        return new StampAppearance().draw(writer, lines, width, height, rotation);
    }

    private PdfValue.Ref draw(IncrementWriter writer, List<String> lines, double width, double height, int rotation) {
        boolean turned = rotation % 180 != 0;
        double seenWidth = turned ? height : width;
        double seenHeight = turned ? width : height;
        byte[] content = content(lines, seenWidth, seenHeight);
        PdfValue.Dict fonts = PdfValue.Dict.EMPTY;
        if (main.isUsed()) {
            fonts = fonts.with("F0", main.write(writer));
        }
        if (fallback.isUsed()) {
            fonts = fonts.with("F1", fallback.write(writer));
        }
        PdfValue.Ref ref = writer.newRef();
        writer.stream(
                ref,
                PdfValue.Dict.with()
                        .put("Type", new PdfValue.Name("XObject"))
                        .put("Subtype", new PdfValue.Name("Form"))
                        .put("BBox", numbers(0, 0, seenWidth, seenHeight))
                        .put("Matrix", against(rotation))
                        .put("Resources", PdfValue.Dict.EMPTY.with("Font", fonts))
                        .done(),
                content);
        return ref;
    }

    private byte[] content(List<String> lines, double width, double height) {
        StampLayout layout = layout(lines, width, height);
        PdfWriter out = new PdfWriter(1024);
        double inset = FRAME_WIDTH / 2;
        out.ascii("q ").decimal(FRAME_WIDTH).ascii(" w 0.35 G ");
        out.decimal(inset).raw(' ').decimal(inset).raw(' ');
        out.decimal(width - FRAME_WIDTH).raw(' ').decimal(height - FRAME_WIDTH).ascii(" re S\nBT 0 g\n");
        for (StampLayout.Line line : layout.lines()) {
            line(out, line.glyphs(), layout.size(), layout.left(), line.baseline());
        }
        return out.ascii("ET Q").toBytes();
    }

    private StampLayout layout(List<String> lines, double width, double height) {
        return StampLayout.of(lines.stream().map(this::glyphs).toList(), width, height);
    }

    /// How these lines lie in a box of that size, as it is seen.
    static StampLayout layoutOf(List<String> lines, double width, double height) {
        return new StampAppearance().layout(lines, width, height);
    }

    private static void line(PdfWriter out, List<StampGlyph> line, double size, double x, double y) {
        out.ascii("1 0 0 1 ").decimal(x).raw(' ').decimal(y).ascii(" Tm ");
        int at = 0;
        while (at < line.size()) {
            boolean fallback = line.get(at).fallback();
            out.ascii(fallback ? "/F1 " : "/F0 ").decimal(size).ascii(" Tf <");
            while (at < line.size() && line.get(at).fallback() == fallback) {
                int number = line.get(at++).number();
                out.hex(new byte[] {(byte) (number >> 8), (byte) number});
            }
            out.ascii("> Tj ");
        }
        out.raw('\n');
    }

    private List<StampGlyph> glyphs(String text) {
        List<StampGlyph> glyphs = new ArrayList<>();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> add(glyphs, c));
        return glyphs;
    }

    private void add(List<StampGlyph> glyphs, int codePoint) {
        int shown = Character.isWhitespace(codePoint) || Character.isISOControl(codePoint) ? ' ' : codePoint;
        if (MAIN.glyph(shown) != 0) {
            glyphs.add(new StampGlyph(shown, false, main.use(shown), MAIN.advance(MAIN.glyph(shown)), shown == ' '));
        } else if (!needsShaping(shown) && FALLBACK.glyph(shown) != 0) {
            glyphs.add(
                    new StampGlyph(shown, true, fallback.use(shown), FALLBACK.advance(FALLBACK.glyph(shown)), false));
        } else if (Character.getType(shown) != Character.FORMAT) {
            String.format(java.util.Locale.ROOT, "[U+%04X]", shown).codePoints().forEach(c -> add(glyphs, c));
        }
    }

    /// Whether letters of its script join, reorder or run from right to left.
    private static boolean needsShaping(int codePoint) {
        byte direction = Character.getDirectionality(codePoint);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || switch (Character.UnicodeScript.of(codePoint)) {
                    case DEVANAGARI,
                            BENGALI,
                            GURMUKHI,
                            GUJARATI,
                            ORIYA,
                            TAMIL,
                            TELUGU,
                            KANNADA,
                            MALAYALAM,
                            SINHALA,
                            THAI,
                            LAO,
                            TIBETAN,
                            MYANMAR,
                            KHMER,
                            MONGOLIAN,
                            NKO -> true;
                    default -> false;
                };
    }

    private static PdfValue.Array against(int rotation) {
        return switch (rotation) {
            case 90 -> numbers(0, 1, -1, 0, 0, 0);
            case 180 -> numbers(-1, 0, 0, -1, 0, 0);
            case 270 -> numbers(0, -1, 1, 0, 0, 0);
            default -> numbers(1, 0, 0, 1, 0, 0);
        };
    }

    private static PdfValue.Array numbers(double... values) {
        List<PdfValue> numbers = new ArrayList<>();
        for (double value : values) {
            numbers.add(PdfValue.Num.of(value));
        }
        return new PdfValue.Array(numbers);
    }
}
