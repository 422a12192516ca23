package vn.kyso.pades;

import java.security.cert.X509Certificate;
import vn.kyso.cades.TimestampToken;

/// Puts the CMS into a prepared increment and checks what came of it, at a price that does not grow with the
/// document: the increment is parsed back, its ByteRange must be exact, the digest is computed anew from the saved
/// state, and the CMS is verified over it against exactly the certificate asked for.
public final class Completion {
    private Completion() {}

    /// @param base the outline that the signature was prepared from
    /// @param cms DER, with or without signature timestamp
    /// @param certificate whose key must have signed
    public static IncrementResult complete(
            PdfOutline base, PreparedSignature prepared, byte[] cms, X509Certificate certificate) {
        throw new UnsupportedOperationException();
    }

    /// Completes what [Preparation#prepareTimestamp] began.
    ///
    /// @param token over [PreparedSignature#digest()], verified by whoever fetched it; its imprint is checked here
    public static IncrementResult completeTimestamp(PdfOutline base, PreparedSignature prepared, TimestampToken token) {
        throw new UnsupportedOperationException();
    }
}
