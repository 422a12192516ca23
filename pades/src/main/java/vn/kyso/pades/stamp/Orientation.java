package vn.kyso.pades.stamp;

import vn.kyso.pades.pdf.PdfWriter;

/// How a picture's rows and columns lie when it is looked at (EXIF 2.32, tag 274): with stored coordinates u to the
/// right and v upwards, each from 0 to 1, the place seen is `x = a u + c v + e`, `y = b u + d v + f`.
enum Orientation {
    UPRIGHT(1, 0, 0, 1, 0, 0),
    MIRRORED(-1, 0, 0, 1, 1, 0),
    TURNED_180(-1, 0, 0, -1, 1, 1),
    FLIPPED(1, 0, 0, -1, 0, 1),
    TRANSPOSED(0, -1, -1, 0, 1, 1),
    TURNED_RIGHT(0, -1, 1, 0, 0, 1),
    TRANSVERSED(0, 1, 1, 0, 0, 0),
    TURNED_LEFT(0, 1, -1, 0, 1, 0);

    private final int a;
    private final int b;
    private final int c;
    private final int d;
    private final int e;
    private final int f;

    Orientation(int a, int b, int c, int d, int e, int f) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
        this.e = e;
        this.f = f;
    }

    /// @param tag 1 to 8; anything else is as if there were none
    static Orientation ofTag(int tag) {
        return tag < 1 || tag > values().length ? UPRIGHT : values()[tag - 1];
    }

    /// Whether width and height change places.
    boolean isTurned() {
        return a == 0;
    }

    /// The operands of `cm` that show an image, upright, in this box.
    void matrix(PdfWriter out, StampLayout.Box box) {
        out.decimal(a * box.width()).raw(' ').decimal(b * box.height()).raw(' ');
        out.decimal(c * box.width()).raw(' ').decimal(d * box.height()).raw(' ');
        out.decimal(box.x() + e * box.width()).raw(' ').decimal(box.y() + f * box.height());
    }
}
