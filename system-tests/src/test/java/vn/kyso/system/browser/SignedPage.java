package vn.kyso.system.browser;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;

/// What a signed document's first signature field and first page look like to a reader that is not ours.
///
/// @param widget in user space
/// @param inked the box around everything that is not white on the first page, in pixels
/// @param width of the first page, in the same pixels
/// @param height of the first page, in the same pixels
record SignedPage(PDRectangle widget, Rectangle inked, int width, int height) {
    private static final int WHITE = 0xffffff;

    static SignedPage of(byte[] signed) {
        try (PDDocument document = Loader.loadPDF(signed)) {
            PDRectangle widget = document.getSignatureFields()
                    .getFirst()
                    .getWidgets()
                    .getFirst()
                    .getRectangle();
            BufferedImage image = new PDFRenderer(document).renderImage(0);
            return new SignedPage(widget, inked(image), image.getWidth(), image.getHeight());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first page, a pixel a point.
    static BufferedImage rendered(byte[] signed) {
        try (PDDocument document = Loader.loadPDF(signed)) {
            return new PDFRenderer(document).renderImage(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rectangle inked(BufferedImage image) {
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
