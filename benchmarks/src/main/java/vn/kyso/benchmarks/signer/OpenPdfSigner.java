package vn.kyso.benchmarks.signer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.PdfSignature;
import org.openpdf.text.pdf.PdfSignatureAppearance;
import org.openpdf.text.pdf.PdfStamper;
import org.openpdf.text.pdf.PdfString;

/// OpenPDF's stamper in append mode.
final class OpenPdfSigner implements FileSigner {
    private static final int RESERVED_BYTES = 9_472;

    private final Keys keys;
    private final boolean visible;

    OpenPdfSigner(Keys keys, boolean visible) {
        this.keys = keys;
        this.visible = visible;
    }

    @Override
    public Outcome sign(Path pdf, Path into) throws IOException {
        try (PdfReader reader = new PdfReader(pdf.toString());
                OutputStream out = Files.newOutputStream(into)) {
            PdfStamper stamper = PdfStamper.createSignature(
                    reader,
                    out,
                    PdfWriterVersion.SAME,
                    into.resolveSibling("openpdf.tmp").toFile(),
                    true);
            PdfSignatureAppearance appearance = stamper.getSignatureAppearance();
            Calendar now = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
            appearance.setSignDate(now);
            if (visible) {
                appearance.setVisibleSignature(
                        new Rectangle(
                                StampBox.MARGIN,
                                StampBox.MARGIN,
                                StampBox.MARGIN + StampBox.WIDTH,
                                StampBox.MARGIN + StampBox.HEIGHT),
                        1);
                appearance.setAcro6Layers(true);
                appearance.setLayer2Text(StampBox.TEXT);
            }
            PdfSignature signature = new PdfSignature(PdfName.ADOBE_PPKLITE, new PdfName("ETSI.CAdES.detached"));
            signature.setDate(new PdfDate(now));
            appearance.setCryptoDictionary(signature);
            Map<PdfName, Integer> room = new HashMap<>();
            room.put(PdfName.CONTENTS, 2 * RESERVED_BYTES + 2);
            appearance.preClose(room);
            byte[] cms = keys.cms(PdfBoxSigner.digest(appearance.getRangeStream()));
            PdfDictionary contents = new PdfDictionary();
            contents.put(PdfName.CONTENTS, new PdfString(Arrays.copyOf(cms, RESERVED_BYTES)).setHexWriting(true));
            appearance.close(contents);
            return new Outcome.Signed(false, 0);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Product.refusalOf(e);
        }
    }

    /// OpenPDF takes the version as a character code or as text.
    private static final class PdfWriterVersion {
        /// Leaves the version as it is.
        static final String SAME = "";

        private PdfWriterVersion() {}
    }
}
