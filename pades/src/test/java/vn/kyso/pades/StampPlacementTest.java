package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;

/// Any rectangle on any rotation lands where it was put: rendered by PDFBox, compared with the page before.
class StampPlacementTest {
    private static final TestPki PKI = TestPki.now();
    private static final int WHITE = 0xffffff;

    /// Half a pixel of frame on either side, and rounding.
    private static final int TOLERANCE = 2;

    @Property(tries = 40)
    void theStampIsSeenExactlyInItsRectangle(
            @ForAll @IntRange(max = 3) int quarterTurns,
            @ForAll @IntRange(max = 100) int cropX,
            @ForAll @IntRange(max = 100) int cropY,
            @ForAll @IntRange(max = 150) int x,
            @ForAll @IntRange(max = 150) int y,
            @ForAll @IntRange(min = 20, max = 150) int width,
            @ForAll @IntRange(min = 20, max = 150) int height)
            throws IOException {
        int cropWidth = 300;
        int cropHeight = 400;
        int rotation = 90 * quarterTurns;
        byte[] blank = SamplePdf.onePage()
                .object(
                        3,
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 600]/Rotate " + rotation + "/CropBox[" + cropX + " "
                                + cropY + " " + (cropX + cropWidth) + " " + (cropY + cropHeight) + "]>>")
                .withTable();
        vn.kyso.pades.Rectangle wanted = new vn.kyso.pades.Rectangle(cropX + x, cropY + y, width, height);
        SignatureSpec spec = Signing.spec(Placement.onPage(1, wanted), PKI.p256(), false);
        byte[] signed = Signing.of(PKI, blank)
                .signed(spec.with(Stamp.of("Nguyễn Thị Hường", spec.signingTime())), PKI.p256(), false)
                .document();

        Rectangle seen = inked(signed);

        Rectangle expected = switch (rotation) {
            case 90 -> new Rectangle(y, x, height, width);
            case 180 -> new Rectangle(cropWidth - x - width, y, width, height);
            case 270 -> new Rectangle(cropHeight - y - height, cropWidth - x - width, height, width);
            default -> new Rectangle(x, cropHeight - y - height, width, height);
        };
        assertThat(Math.abs(seen.x - expected.x)).as(seen + " for " + expected).isLessThanOrEqualTo(TOLERANCE);
        assertThat(Math.abs(seen.y - expected.y)).as(seen + " for " + expected).isLessThanOrEqualTo(TOLERANCE);
        assertThat(Math.abs(seen.width - expected.width))
                .as(seen + " for " + expected)
                .isLessThanOrEqualTo(TOLERANCE);
        assertThat(Math.abs(seen.height - expected.height))
                .as(seen + " for " + expected)
                .isLessThanOrEqualTo(TOLERANCE);
    }

    /// The box around all that is not white, at a pixel a point.
    private static Rectangle inked(byte[] document) throws IOException {
        try (PDDocument read = Loader.loadPDF(document)) {
            BufferedImage image = new PDFRenderer(read).renderImage(0);
            Rectangle box = new Rectangle(-1, -1);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    if ((image.getRGB(x, y) & WHITE) != WHITE) {
                        Rectangle pixel = new Rectangle(x, y, 1, 1);
                        box = box.isEmpty() ? pixel : box.union(pixel);
                    }
                }
            }
            return box;
        }
    }
}
