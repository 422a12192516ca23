package vn.kyso.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TerminalQrTest {
    private static final int PIXELS = 8;
    private static final int WHITE = 0xffffff;

    @Test
    void aCameraReadsTheLinkFromTheTerminal() throws ReaderException {
        String link = "https://ky.example.vn/#7KQ2-9DMX-4TBN-8WRC-5HJP";
        assertThat(new QRCodeReader().decode(seen(TerminalQr.lines(link))).getText())
                .isEqualTo(link);
    }

    @Test
    void aCodeWithoutItsCornersIsNone() {
        List<String> lines = TerminalQr.lines("https://ky.example.vn/#7KQ2-9DMX-4TBN-8WRC-5HJP");
        assertThatThrownBy(() -> new QRCodeReader().decode(seen(lines.subList(10, lines.size()))))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThatThrownBy(() -> TerminalQr.lines("x".repeat(5000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5000 characters");
    }

    private static BinaryBitmap seen(List<String> lines) {
        List<String> rows = lines.stream()
                .map(line -> line.replaceAll("\\033\\[[0-9;]*m", ""))
                .toList();
        int width = rows.getFirst().length() * PIXELS;
        int height = rows.size() * 2 * PIXELS;
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, WHITE);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char half = rows.get(y / (2 * PIXELS)).charAt(x / PIXELS);
                boolean upper = y / PIXELS % 2 == 0;
                if (half == '█' || half == (upper ? '▀' : '▄')) {
                    pixels[y * width + x] = 0;
                }
            }
        }
        return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
    }
}
