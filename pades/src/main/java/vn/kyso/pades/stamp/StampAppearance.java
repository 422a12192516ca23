package vn.kyso.pades.stamp;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.pades.pdf.PdfWriter;

/// The appearance stream of a stamp (ISO 32000-2, 12.5.5): lines of text in a thin frame, as large as the box allows,
/// with a picture or without; a picture alone has no frame.
public final class StampAppearance {
    private static final TrueTypeFont MAIN =
            TrueTypeFont.ofResource("BeVietnamPro-Regular.ttf", "BeVietnamPro-Regular");
    private static final TrueTypeFont FALLBACK = TrueTypeFont.ofResource("DejaVuSans.ttf", "DejaVuSans");

    private static final double FRAME_WIDTH = 0.5;
    private static final String FRAME_COLOUR = "0.35";

    private final FontSubset main = new FontSubset(MAIN);
    private final FontSubset fallback = new FontSubset(FALLBACK);

    private StampAppearance() {}

    /// What a stamp shows.
    public record Content(List<String> lines, @Nullable StampPicture picture) {
        public Content {
            lines = List.copyOf(lines);
        }

        public boolean isEmpty() {
            return lines.isEmpty() && picture == null;
        }
    }

    /// Writes the stream with its fonts and picture.
    ///
    /// @param rotation of the page: the stamp is turned against it
    /// @param pdfaPart of ISO 19005 that the document says it follows, 0 for none: what is written follows it, too
    public static PdfValue.Ref write(
            IncrementWriter writer, Content content, double width, double height, int rotation, int pdfaPart) {
        return new StampAppearance().draw(writer, content, width, height, rotation, pdfaPart);
    }

    /// Writes the appearance of what has no size.
    public static PdfValue.Ref writeEmpty(IncrementWriter writer) {
        PdfValue.Ref ref = writer.newRef();
        writer.stream(
                ref,
                PdfValue.Dict.with()
                        .put("Type", new PdfValue.Name("XObject"))
                        .put("Subtype", new PdfValue.Name("Form"))
                        .put("BBox", StampPicture.numbers(0, 0, 0, 0))
                        .put("Resources", PdfValue.Dict.EMPTY)
                        .done(),
                new byte[0]);
        return ref;
    }

    private PdfValue.Ref draw(
            IncrementWriter writer, Content shown, double width, double height, int rotation, int pdfaPart) {
        boolean turned = rotation % 180 != 0;
        double seenWidth = turned ? height : width;
        double seenHeight = turned ? width : height;
        StampColours colours = pdfaPart > 0 ? StampColours.CALIBRATED : StampColours.DEVICE;
        byte[] content = content(shown, seenWidth, seenHeight, colours);
        PdfValue.Dict fonts = PdfValue.Dict.EMPTY;
        if (main.isUsed()) {
            fonts = fonts.with("F0", main.write(writer, pdfaPart));
        }
        if (fallback.isUsed()) {
            fonts = fonts.with("F1", fallback.write(writer, pdfaPart));
        }
        PdfValue.Dict resources = colours.resources().with("Font", fonts);
        StampPicture picture = shown.picture();
        if (picture != null) {
            PdfValue.Ref image = picture.write(writer, pdfaPart > 0);
            resources = resources.with("XObject", PdfValue.Dict.EMPTY.with("P0", image));
        }
        PdfValue.Ref ref = writer.newRef();
        writer.stream(
                ref,
                PdfValue.Dict.with()
                        .put("Type", new PdfValue.Name("XObject"))
                        .put("Subtype", new PdfValue.Name("Form"))
                        .put("BBox", StampPicture.numbers(0, 0, seenWidth, seenHeight))
                        .put("Matrix", against(rotation))
                        .put("Resources", resources)
                        .done(),
                content);
        return ref;
    }

    private byte[] content(Content shown, double width, double height, StampColours colours) {
        StampLayout layout = layout(shown.lines(), shown.picture(), width, height);
        PdfWriter out = new PdfWriter(1024);
        StampPicture picture = shown.picture();
        StampLayout.Box box = layout.picture();
        if (picture != null && box != null) {
            out.ascii("q ");
            picture.orientation().matrix(out, box);
            out.ascii(" cm /P0 Do Q\n");
        }
        if (picture != null && shown.lines().isEmpty()) {
            return out.toBytes();
        }
        double inset = FRAME_WIDTH / 2;
        out.ascii("q ").decimal(FRAME_WIDTH).ascii(" w ").ascii(colours.stroking(FRAME_COLOUR));
        out.decimal(inset).raw(' ').decimal(inset).raw(' ');
        out.decimal(width - FRAME_WIDTH).raw(' ').decimal(height - FRAME_WIDTH).ascii(" re S\nBT ");
        out.ascii(colours.filling("0")).dropLast(1).raw('\n');
        for (StampLayout.Line line : layout.lines()) {
            line(out, line.glyphs(), layout.size(), layout.left(), line.baseline());
        }
        return out.ascii("ET Q").toBytes();
    }

    private StampLayout layout(List<String> lines, @Nullable StampPicture picture, double width, double height) {
        double proportion = picture == null ? 0 : (double) picture.width() / picture.height();
        return StampLayout.of(lines.stream().map(this::glyphs).toList(), proportion, width, height);
    }

    /// How these lines, and a picture of these proportions (0 for none), lie in a box of that size, as it is seen.
    static StampLayout layoutOf(List<String> lines, double proportion, double width, double height) {
        StampAppearance fonts = new StampAppearance();
        return StampLayout.of(lines.stream().map(fonts::glyphs).toList(), proportion, width, height);
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
            case 90 -> StampPicture.numbers(0, 1, -1, 0, 0, 0);
            case 180 -> StampPicture.numbers(-1, 0, 0, -1, 0, 0);
            case 270 -> StampPicture.numbers(0, -1, 1, 0, 0, 0);
            default -> StampPicture.numbers(1, 0, 0, 1, 0, 0);
        };
    }
}
