package vn.kyso.pades;

import java.nio.charset.StandardCharsets;
import java.util.List;
import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.pades.stamp.StampAppearance;

/// Any text in any box on any rotation gives objects that can be read. Five bytes of box and rotation, then the lines.
public final class AppearanceTarget {
    private static final int BOX_BYTES = 5;
    private static final int BASE_BYTES = 1_000;
    private static final int FIRST_OBJECT = 10;

    private AppearanceTarget() {}

    public static void fuzzerTestOneInput(byte[] data) throws MalformedPdfException {
        if (data.length < BOX_BYTES) {
            return;
        }
        double width = ((data[0] & 0xff) << 8 | data[1] & 0xff) / 16.0 + 0.01;
        double height = ((data[2] & 0xff) << 8 | data[3] & 0xff) / 16.0 + 0.01;
        List<String> lines = new String(data, BOX_BYTES, data.length - BOX_BYTES, StandardCharsets.UTF_8)
                .lines()
                .toList();
        IncrementWriter writer = new IncrementWriter(BASE_BYTES, FIRST_OBJECT, false, 0, null);
        PdfValue.Ref appearance = StampAppearance.write(
                writer, new StampAppearance.Content(lines, null), width, height, 90 * (data[4] & 3), data[4] >> 2 & 3);
        byte[] increment =
                writer.finish(PdfValue.Dict.EMPTY.with("Root", new PdfValue.Ref(1, 0)), BASE_BYTES / 2, false, null);
        PdfFile parsed = PdfFile.openIncrement(increment, BASE_BYTES, null);
        if (!(OutlineUpdate.objects(parsed).get(appearance.number()) instanceof PdfValue.Stream)) {
            throw new AssertionError("The appearance can't be read");
        }
    }
}
