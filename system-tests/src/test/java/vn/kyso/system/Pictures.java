package vn.kyso.system;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import vn.kyso.testkit.Exif;

/// Pictures for stamps.
public final class Pictures {
    private Pictures() {}

    /// Four quarters on nothing, of which none is seen twice: red and green above blue and nothing.
    public static byte[] quarters(int width, int height) {
        return written(image(width, height, BufferedImage.TYPE_INT_ARGB), "png");
    }

    /// The same as a photo of a camera that was held on its side: to be turned to the right, blue and red above nothing
    /// and green (EXIF 2.32, orientation 6).
    public static byte[] turnedQuarters(int width, int height) {
        return Exif.oriented(written(image(width, height, BufferedImage.TYPE_INT_RGB), "jpeg"), 6);
    }

    private static BufferedImage image(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        int nothing = type == BufferedImage.TYPE_INT_ARGB ? 0 : 0xffffff;
        int[] colours = {0xffd01818, 0xff18a018, 0xff1818d0, nothing};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)]);
            }
        }
        return image;
    }

    private static byte[] written(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
