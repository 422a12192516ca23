package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// A stamp's picture as the portal's preview shows it.
///
/// @param place left, top, width and height as parts of the page that is seen
/// @param quarters a letter for the colour in the middle of each quarter, from the upper left
record PreviewedPicture(double[] place, String quarters) {
    static PreviewedPicture on(Desk desk) {
        Locator picture = desk.page().locator(".sheet .stamp-picture");
        assertThat(picture).isVisible(Desk.SOON);
        desk.page().waitForFunction("() => document.querySelector('.sheet canvas[data-drawn]')");
        BoundingBox sheet = desk.page().locator(".sheet").boundingBox();
        BoundingBox seen = picture.boundingBox();
        double[] place = {
            (seen.x - sheet.x) / sheet.width,
            (seen.y - sheet.y) / sheet.height,
            seen.width / sheet.width,
            seen.height / sheet.height
        };
        // The picture may still be on its way when its frame stands: until it is not white.
        String quarters = "";
        for (int tries = 0; tries < 50 && !quarters.contains("R"); tries++) {
            desk.page().waitForTimeout(100);
            BufferedImage screen = image(desk.page().locator(".sheet").screenshot());
            quarters = quarters(screen, place);
        }
        return new PreviewedPicture(place, quarters);
    }

    /// The same of a page.
    String quartersOf(BufferedImage page) {
        return quarters(page, place);
    }

    private static String quarters(BufferedImage page, double[] place) {
        StringBuilder letters = new StringBuilder();
        for (int quarter = 0; quarter < 4; quarter++) {
            double x = place[0] + place[2] * (quarter % 2 == 0 ? 0.25 : 0.75);
            double y = place[1] + place[3] * (quarter < 2 ? 0.25 : 0.75);
            letters.append(letter(page.getRGB((int) (x * page.getWidth()), (int) (y * page.getHeight()))));
        }
        return letters.toString();
    }

    private static char letter(int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        if (Math.min(red, Math.min(green, blue)) > 200) {
            return 'W';
        }
        return red > green && red > blue ? 'R' : green > blue ? 'G' : 'B';
    }

    private static BufferedImage image(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
