package vn.kyso.pades.stamp;

import java.util.ArrayList;
import java.util.List;

/// How a stamp's text lies in its box: as large as fits, broken into lines, centred between top and bottom. The
/// portal's
/// preview follows the same rules; both are held against `stamp/layouts.json`.
///
/// @param size of the text, in points
/// @param left where every line begins, from the box's left edge
record StampLayout(double size, double left, List<Line> lines) {
    private static final double LARGEST_TEXT = 14;
    private static final double SMALLEST_TEXT = 0.1;
    private static final double LEADING = 1.3;
    private static final int HALVINGS = 8;

    /// Of the shorter side.
    private static final double PADDING = 0.08;

    /// @param baseline above the box's lower edge
    record Line(List<StampGlyph> glyphs, double baseline) {}

    /// @param width of the box as it is seen
    static StampLayout of(List<List<StampGlyph>> paragraphs, double width, double height) {
        double padding = Math.min(width, height) * PADDING;
        double textWidth = width - 2 * padding;
        double textHeight = height - 2 * padding;
        double size = largestFitting(paragraphs, textWidth, textHeight);
        List<List<StampGlyph>> wrapped = StampLines.wrap(paragraphs, 1000 * textWidth / size);
        double block = wrapped.size() * size * LEADING;
        double baseline = height - padding - (textHeight - block) / 2 - size * (LEADING + 0.5) / 2;
        List<Line> lines = new ArrayList<>();
        for (List<StampGlyph> glyphs : wrapped) {
            lines.add(new Line(glyphs, baseline));
            baseline -= size * LEADING;
        }
        return new StampLayout(size, padding, lines);
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
