package vn.kyso.pades;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// What a document's metadata say of PDF/A (ISO 19005-1, 6.7.11), so that a stamp does not take it away.
final class PdfaClaim {
    /// Metadata are a few kilobytes; what is far larger is not read.
    private static final int MOST_BYTES = 1 << 20;

    /// As attribute and as element.
    private static final Pattern PART = Pattern.compile("pdfaid:part\\s*(?:=\\s*[\"']|>)\\s*([1-9])");

    private PdfaClaim() {}

    /// The part; 0 if none is named, or the metadata can't be read.
    static int part(PdfFile file, PdfValue.Dict catalog) throws IOException {
        try {
            if (file.resolve(catalog.get("Metadata")) instanceof PdfValue.Stream stream
                    && file.resolve(stream.dict().get("Length")) instanceof PdfValue.Num length
                    && length.index() <= MOST_BYTES) {
                Matcher part = PART.matcher(new String(file.streamData(stream), StandardCharsets.ISO_8859_1));
                return part.find() ? part.group(1).charAt(0) - '0' : 0;
            }
        } catch (MalformedPdfException e) {
            // Metadata that no reader can use claim nothing; the document is none the worse for signing.
            return 0;
        }
        return 0;
    }
}
