package vn.kyso.pades.stamp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a stamp's text and picture lie in their box. The text is as large as fits, broken into lines, centred between
/// top and bottom. A picture keeps its proportions and is centred in its share: on the left of the text, above it in a
/// box that is higher than wide, or all of the box where there is no text. The portal's preview follows the same rules;
/// both are held against `stamp/layouts.json`.
///
/// @param size of the text, in points
/// @param left where every line begins, from the box's left edge
/// @param picture where the picture lies, if there is one
record StampLayout(
        double size,
        double left,
        List<Line> lines,
        @Nullable Box picture) {
    private static final double LARGEST_TEXT = 14;
    private static final double SMALLEST_TEXT = 0.1;
    private static final double LEADING = 1.3;
    private static final int HALVINGS = 8;

    /// Of the shorter side; also between picture and text.
    private static final double PADDING = 0.08;

    /// Of the width or height within the padding: at most so much is the picture's where there is text.
    private static final double PICTURE_SHARE = 0.4;

    /// @param baseline above the box's lower edge
    record Line(List<StampGlyph> glyphs, double baseline) {}

    /// A part of the box, from its lower left corner.
    record Box(double x, double y, double width, double height) {
        /// The largest of these proportions, in the middle.
        Box fitting(double proportion) {
            double fittingWidth = Math.min(width, height * proportion);
            double fittingHeight = Math.min(height, width / proportion);
            return new Box(
                    x + (width - fittingWidth) / 2, y + (height - fittingHeight) / 2, fittingWidth, fittingHeight);
        }
    }

    /// @param proportion the picture's width by its height; 0 without a picture
    /// @param width of the box as it is seen
    static StampLayout of(List<List<StampGlyph>> paragraphs, double proportion, double width, double height) {
        double padding = Math.min(width, height) * PADDING;
        Box inner = new Box(padding, padding, width - 2 * padding, height - 2 * padding);
        if (proportion <= 0) {
            return text(paragraphs, inner, null);
        }
        if (paragraphs.isEmpty()) {
            return new StampLayout(0, padding, List.of(), inner.fitting(proportion));
        }
        if (width >= height) {
            double share = Math.min(inner.width * PICTURE_SHARE, inner.height * proportion);
            double text = inner.width - share - padding;
            return text(
                    paragraphs,
                    new Box(inner.x + share + padding, inner.y, text, inner.height),
                    new Box(inner.x, inner.y, share, inner.height).fitting(proportion));
        }
        double share = Math.min(inner.height * PICTURE_SHARE, inner.width / proportion);
        double text = inner.height - share - padding;
        return text(
                paragraphs,
                new Box(inner.x, inner.y, inner.width, text),
                new Box(inner.x, inner.y + text + padding, inner.width, share).fitting(proportion));
    }

    private static StampLayout text(List<List<StampGlyph>> paragraphs, Box area, @Nullable Box picture) {
        double size = largestFitting(paragraphs, area.width, area.height);
        List<List<StampGlyph>> wrapped = StampLines.wrap(paragraphs, 1000 * area.width / size);
        double block = wrapped.size() * size * LEADING;
        double baseline = area.y + area.height - (area.height - block) / 2 - size * (LEADING + 0.5) / 2;
        List<Line> lines = new ArrayList<>();
        for (List<StampGlyph> glyphs : wrapped) {
            lines.add(new Line(glyphs, baseline));
            baseline -= size * LEADING;
        }
        return new StampLayout(size, area.x, lines, picture);
    }

    private static double largestFitting(List<List<StampGlyph>> paragraphs, double width, double height) {
        double low = SMALLEST_TEXT;
        double high = LARGEST_TEXT;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            int lines = StampLines.wrap(paragraphs, 1000 * width / middle).size();
            if (lines * middle * LEADING <= height) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
