package vn.kyso.pades.stamp;

import java.util.List;
import vn.kyso.pades.pdf.PdfValue;

/// What numbers mean as colours (ISO 32000-2, 8.6): whatever the device makes of them, as most documents have it; or
/// calibrated to what a screen shows, as PDF/A needs it where its output intent does not fit (ISO 19005-2, 6.2.4).
enum StampColours {
    DEVICE,
    CALIBRATED;

    /// Of sRGB (IEC 61966-2-1), to the digits that its approximation by a gamma deserves.
    private static final PdfValue.Array WHITE = StampPicture.numbers(0.9505, 1, 1.089);

    private static final PdfValue GAMMA = PdfValue.Num.of(2.2);
    private static final PdfValue.Array GRAY = new PdfValue.Array(List.of(
            new PdfValue.Name("CalGray"),
            PdfValue.Dict.EMPTY.with("WhitePoint", WHITE).with("Gamma", GAMMA)));
    private static final PdfValue.Array RGB = new PdfValue.Array(List.of(
            new PdfValue.Name("CalRGB"),
            PdfValue.Dict.EMPTY
                    .with("WhitePoint", WHITE)
                    .with("Gamma", new PdfValue.Array(List.of(GAMMA, GAMMA, GAMMA)))
                    .with(
                            "Matrix",
                            StampPicture.numbers(
                                    0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.7222, 0.9505))));

    /// @param components 1, 3, or 4, which is the device's in any case
    PdfValue space(int components) {
        return switch (components) {
            case 1 -> this == DEVICE ? new PdfValue.Name("DeviceGray") : GRAY;
            case 3 -> this == DEVICE ? new PdfValue.Name("DeviceRGB") : RGB;
            default -> new PdfValue.Name("DeviceCMYK");
        };
    }

    /// What a stream's resources have to name for the operators below.
    PdfValue.Dict resources() {
        return this == DEVICE
                ? PdfValue.Dict.EMPTY
                : PdfValue.Dict.EMPTY.with("ColorSpace", PdfValue.Dict.EMPTY.with("Gray", GRAY));
    }

    /// @param level from 0, black, to 1
    String stroking(String level) {
        return this == DEVICE ? level + " G " : "/Gray CS " + level + " SC ";
    }

    String filling(String level) {
        return this == DEVICE ? level + " g " : "/Gray cs " + level + " sc ";
    }
}
