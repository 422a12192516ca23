package vn.kyso.approval;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What a signature over a prepared PDF will cover, as a phone derives it from the file alone (ISO 32000-2, 12.8.1):
/// from the file's start to its end, without exactly one `<0…0>`, the `/Contents` of the one new signature.
///
/// @param beforeLength bytes before the `<`; they start at 0
/// @param afterOffset where the bytes after the `>` start
/// @param afterLength their number; they end at the file's end
/// @param digest SHA-256 over both parts, base64url without padding
public record PreparedByteRange(long beforeLength, long afterOffset, long afterLength, String digest) {
    private static final int BUFFER_BYTES = 64 * 1024;

    /// Reads the whole file once, in constant memory.
    ///
    /// @throws PreparedPdfRefusedException if there is no such place, more than one, or it is not a signature's
    public static PreparedByteRange of(InputStream pdf) throws IOException, PreparedPdfRefusedException {
        MessageDigest sha256 = sha256();
        PreparedPdfScanner scanner = new PreparedPdfScanner(sha256);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = pdf.read(buffer); read >= 0; read = pdf.read(buffer)) {
            scanner.accept(buffer, read);
        }
        PreparedPdfScanner.Place place = scanner.finish();
        return new PreparedByteRange(
                place.start(), place.end(), scanner.position() - place.end(), Base64Url.encode(sha256.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
