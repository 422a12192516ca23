package vn.kyso.benchmarks.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/// A PDF of a wanted size: twenty pages of text, and images of noise that make up the rest, a megabyte each at most.
final class SizedPdf {
    private static final int PAGES = 20;
    private static final int IMAGE_BYTES = 1 << 20;
    private static final int HEX_IN_A_BYTE = 256;

    private final OutputStream out;
    private final StringBuilder xref = new StringBuilder("0000000000 65535 f \n");
    private long written;
    private int objects;

    private SizedPdf(OutputStream out) {
        this.out = out;
    }

    static void write(Path pdf, long bytes) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(pdf), IMAGE_BYTES)) {
            new SizedPdf(out).write(bytes);
        }
    }

    private void write(long bytes) throws IOException {
        ascii("%PDF-1.7\n");
        object("<</Type/Catalog/Pages 2 0 R>>");
        StringBuilder kids = new StringBuilder();
        for (int page = 0; page < PAGES; page++) {
            kids.append(3 + page).append(" 0 R ");
        }
        object("<</Type/Pages/Count " + PAGES + "/Kids[" + kids + "]>>");
        for (int page = 0; page < PAGES; page++) {
            object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + (3 + PAGES) + " 0 R"
                    + "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>");
        }
        stream("", "BT /F1 12 Tf 72 770 Td (What the parties agree on) Tj ET".getBytes(StandardCharsets.US_ASCII));
        Random noise = new Random(1);
        for (long left = bytes - written - HEX_IN_A_BYTE; left > 0; left = bytes - written - HEX_IN_A_BYTE) {
            byte[] image = new byte[(int) Math.min(IMAGE_BYTES, left)];
            noise.nextBytes(image);
            stream(
                    "/Type/XObject/Subtype/Image/Width 1/Height " + image.length
                            + "/ColorSpace/DeviceGray/BitsPerComponent 8",
                    image);
        }
        long start = written;
        ascii("xref\n0 " + (objects + 1) + "\n" + xref + "trailer\n<</Root 1 0 R/Size " + (objects + 1)
                + "/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]>>\nstartxref\n" + start
                + "\n%%EOF\n");
    }

    private void object(String value) throws IOException {
        begin();
        ascii(value + "\nendobj\n");
    }

    private void stream(String entries, byte[] data) throws IOException {
        begin();
        ascii("<<" + entries + "/Length " + data.length + ">>\nstream\n");
        out.write(data);
        written += data.length;
        ascii("\nendstream\nendobj\n");
    }

    private void begin() throws IOException {
        xref.append(String.format(Locale.ROOT, "%010d 00000 n \n", written));
        ascii(++objects + " 0 obj\n");
    }

    private void ascii(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.write(bytes);
        written += bytes.length;
    }
}
