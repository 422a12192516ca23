package vn.kyso.pades.stamp;

import java.util.ArrayList;
import java.util.List;

/// Breaks paragraphs into lines: at spaces where there are some, within a word where it is longer than a line.
final class StampLines {
    private StampLines() {}

    /// @param width in thousandths of the font's size
    static List<List<StampGlyph>> wrap(List<List<StampGlyph>> paragraphs, double width) {
        List<List<StampGlyph>> lines = new ArrayList<>();
        for (List<StampGlyph> paragraph : paragraphs) {
            int start = 0;
            do {
                int end = lineEnd(paragraph, start, width);
                lines.add(paragraph.subList(start, end));
                start = end;
                while (start < paragraph.size() && paragraph.get(start).space()) {
                    start++;
                }
            } while (start < paragraph.size());
        }
        return lines;
    }

    private static int lineEnd(List<StampGlyph> paragraph, int start, double width) {
        double used = 0;
        int lastSpace = -1;
        for (int i = start; i < paragraph.size(); i++) {
            StampGlyph glyph = paragraph.get(i);
            used += glyph.advance();
            if (glyph.space()) {
                lastSpace = i;
            } else if (used > width) {
                return lastSpace > start ? lastSpace : Math.max(i, start + 1);
            }
        }
        return paragraph.size();
    }
}
