package vn.kyso.testkit.judge;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/// A document's first page as programs that people read with show it, a pixel a point.
public final class Rendering {
    private Rendering() {}

    /// By poppler.
    public static BufferedImage byPoppler(Path pdf) {
        return png(
                pdf,
                "-poppler",
                out -> List.of(
                        "pdftoppm", "-r", "72", "-cropbox", "-singlefile", "-png", pdf.toString(), withoutEnding(out)));
    }

    /// By MuPDF.
    public static BufferedImage byMuPdf(Path pdf) {
        return png(
                pdf,
                "-mupdf",
                out -> List.of("mutool", "draw", "-q", "-r", "72", "-o", out.toString(), pdf.toString(), "1"));
    }

    private interface Command {
        List<String> writing(Path png);
    }

    private static BufferedImage png(Path pdf, String by, Command command) {
        Path out = pdf.resolveSibling(pdf.getFileName() + by + ".png");
        Tool.Result result = Tool.run(command.writing(out));
        if (result.exit() != 0 || !Files.exists(out)) {
            throw new IllegalStateException(pdf + " is not rendered: " + result.output());
        }
        try {
            return ImageIO.read(out.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(out + " can't be read", e);
        }
    }

    private static String withoutEnding(Path png) {
        String name = png.toString();
        return name.substring(0, name.length() - ".png".length());
    }
}
