package vn.kyso.pades.pdf;

/// Values from bytes of their own.
public final class PdfValues {
    private static final int MAX_DEPTH = 256;

    private PdfValues() {}

    /// A value and a space, as [PdfWriter#value] writes them.
    ///
    /// @param to index after its last byte
    public static PdfValue parse(byte[] bytes, int from, int to) throws MalformedPdfException {
        try {
            return new PdfParser(bytes, from, to, MAX_DEPTH).value();
        } catch (PdfParser.OutOfBytesException e) {
            throw new MalformedPdfException("A value that is cut");
        }
    }
}
