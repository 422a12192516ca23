package vn.kyso.system.browser;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// What a camera in front of the screen reads.
final class QrCodes {
    private QrCodes() {}

    static String read(Locator code) {
        try {
            // Into the middle, where no bar covers it.
            code.evaluate("(element) => element.scrollIntoView({block: 'center'})");
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(code.screenshot()));
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            RGBLuminanceSource seen = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(seen)))
                    .getText();
        } catch (ReaderException e) {
            throw new AssertionError("No QR code is seen there", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
