package vn.kyso.pades;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/// PDFBox, which reads what the strict reader does not, to write a damaged file anew.
final class LenientReader {
    private static final byte[] BYTE_RANGE = "/ByteRange".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 64 * 1024;

    private LenientReader() {}

    /// Writes the document anew.
    ///
    /// @return why not, if so
    static Optional<Refusal> repair(PdfSource source, Path target, IntakeLimits limits, String damage)
            throws IOException {
        if (mentionsSignature(source)) {
            return refusal(
                    Refusal.Reason.DAMAGED_AND_SIGNED,
                    "Damaged and signed, so a repair would break the signature: " + damage);
        }
        try (PDDocument document = load(source)) {
            if (document.isEncrypted()) {
                return refusal(
                        Refusal.Reason.UNSUPPORTED_ENCRYPTION, "The document is encrypted and damaged: " + damage);
            }
            if (highestNumber(document) > limits.maxObjects()) {
                // The table would have a line for every number up to there.
                return refusal(Refusal.Reason.DOCUMENT_TOO_COMPLEX, "Object numbers beyond " + limits.maxObjects());
            }
            if (pages(document) == 0) {
                return refusal(Refusal.Reason.NO_PAGES, "The document has no pages");
            }
            write(document, target);
            return Optional.empty();
        } catch (InvalidPasswordException e) {
            return refusal(Refusal.Reason.PASSWORD_NEEDED, "The document opens with a password only");
        } catch (BeyondRepairException e) {
            Files.deleteIfExists(target);
            return refusal(Refusal.Reason.DAMAGED_PDF, "Damaged beyond repair: " + damage);
        }
    }

    private static long highestNumber(PDDocument document) {
        return document.getDocument().getXrefTable().keySet().stream()
                .mapToLong(COSObjectKey::getNumber)
                .max()
                .orElse(0);
    }

    private static int pages(PDDocument document) throws BeyondRepairException {
        try {
            return document.getNumberOfPages();
        } catch (RuntimeException | StackOverflowError e) {
            throw new BeyondRepairException(e);
        }
    }

    private static void write(PDDocument document, Path target) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER_BYTES)) {
            document.save(out, CompressParameters.NO_COMPRESSION);
        } catch (RuntimeException | StackOverflowError e) {
            throw new BeyondRepairException(e);
        }
    }

    private static PDDocument load(PdfSource source) throws IOException {
        try {
            return Loader.loadPDF(new SourceRead(source), "", null, null, IOUtils.createTempFileOnlyStreamCache());
        } catch (InvalidPasswordException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // PDFBox says what a file lacks by any of these.
            throw new BeyondRepairException(e);
        }
    }

    /// Whether the word for a signature's range occurs anywhere, so also where no reader finds its way any more.
    private static boolean mentionsSignature(PdfSource source) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long at = 0; at < source.size(); at += buffer.length - BYTE_RANGE.length) {
            int read = source.read(at, ByteBuffer.wrap(buffer));
            for (int i = 0; i + BYTE_RANGE.length <= read; i++) {
                if (buffer[i] == '/' && matches(buffer, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matches(byte[] buffer, int at) {
        for (int i = 0; i < BYTE_RANGE.length; i++) {
            if (buffer[at + i] != BYTE_RANGE[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Refusal> refusal(Refusal.Reason reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }

    /// The file is beyond PDFBox too.
    private static final class BeyondRepairException extends IOException {
        private static final long serialVersionUID = 1L;

        BeyondRepairException(Throwable cause) {
            super("PDFBox can't read the document", cause);
        }
    }

    /// A source as PDFBox reads it. Closing it leaves the source open.
    private static final class SourceRead implements RandomAccessRead {
        private final PdfSource source;
        private final byte[] buffer = new byte[8192];
        private long bufferStart;
        private int bufferFilled;
        private long position;
        private boolean closed;

        SourceRead(PdfSource source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            if (!fill()) {
                return -1;
            }
            return buffer[(int) (position++ - bufferStart)] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (length >= buffer.length) {
                int read = source.read(position, ByteBuffer.wrap(into, offset, length));
                position += read;
                return read == 0 ? -1 : read;
            }
            if (!fill()) {
                return -1;
            }
            int count = (int) Math.min(length, bufferStart + bufferFilled - position);
            System.arraycopy(buffer, (int) (position - bufferStart), into, offset, count);
            position += count;
            return count;
        }

        private boolean fill() throws IOException {
            if (position < bufferStart || position >= bufferStart + bufferFilled) {
                bufferStart = position;
                bufferFilled = source.read(position, ByteBuffer.wrap(buffer));
            }
            return bufferFilled > 0;
        }

        @Override
        public long getPosition() {
            return position;
        }

        @Override
        public void seek(long to) throws IOException {
            if (to < 0) {
                throw new IOException("A position before the start");
            }
            position = Math.min(to, source.size());
        }

        @Override
        public long length() {
            return source.size();
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public boolean isEOF() {
            return position >= source.size();
        }

        @Override
        public RandomAccessReadView createView(long start, long length) {
            return new RandomAccessReadView(new SourceRead(source), start, length, true);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
