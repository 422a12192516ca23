package vn.kyso.cli.operator;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A QR code for a camera in front of a terminal: two rows of modules a line, black on white whatever the terminal's
/// colours are.
final class TerminalQr {
    private static final String BLACK_ON_WHITE = "\033[38;5;16;48;5;231m";
    private static final String RESET = "\033[0m";

    /// Modules of white around it (ISO/IEC 18004, 9.1).
    private static final int QUIET = 4;

    private TerminalQr() {}

    /// @throws IllegalArgumentException where the text is longer than any QR code holds
    static List<String> lines(String text) {
        BitMatrix modules = modules(text);
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < modules.getHeight(); y += 2) {
            StringBuilder line = new StringBuilder(BLACK_ON_WHITE);
            for (int x = 0; x < modules.getWidth(); x++) {
                boolean below = y + 1 < modules.getHeight() && modules.get(x, y + 1);
                line.append(modules.get(x, y) ? (below ? '█' : '▀') : (below ? '▄' : ' '));
            }
            lines.add(line.append(RESET).toString());
        }
        return lines;
    }

    private static BitMatrix modules(String text) {
        try {
            // A size of nothing: one module is one dot.
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    QUIET));
        } catch (WriterException e) {
            throw new IllegalArgumentException("No QR code holds " + text.length() + " characters", e);
        }
    }
}
