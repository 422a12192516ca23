package vn.kyso.pades;

import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.PdfValue;

final class StampAppearance {
    private StampAppearance() {}

    static PdfValue.Ref write(IncrementWriter writer, Stamp stamp, Rectangle rectangle, int rotation) {
        throw new UnsupportedOperationException();
    }
}
