package vn.kyso.pades;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.CmsInvalidException;
import vn.kyso.cades.CmsSignature;
import vn.kyso.cades.TimestampToken;
import vn.kyso.pades.Refusal.Reason;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// Puts the CMS into a prepared increment and checks what came of it, at a price that does not grow with the
/// document: the increment is parsed back, its ByteRange must be exact, the digest is computed anew from the saved
/// state, and the CMS is verified over it against exactly the certificate asked for.
public final class Completion {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Completion() {}

    /// @param base the outline that the signature was prepared from
    /// @param cms DER, with or without signature timestamp
    /// @param certificate whose key must have signed
    public static IncrementResult complete(
            PdfOutline base, PreparedSignature prepared, byte[] cms, X509Certificate certificate) {
        return complete(base, prepared, cms, digest -> {
            try {
                CmsSignature.verify(cms, digest, certificate);
                return null;
            } catch (CmsInvalidException e) {
                return "The signature does not hold: " + e.getMessage();
            }
        });
    }

    /// Completes what [Preparation#prepareTimestamp] began.
    ///
    /// @param token over [PreparedSignature#digest()], verified by whoever fetched it; its imprint is checked here
    public static IncrementResult completeTimestamp(PdfOutline base, PreparedSignature prepared, TimestampToken token) {
        return complete(
                base,
                prepared,
                token.der(),
                digest -> Arrays.equals(token.imprint(), digest) ? null : "The timestamp is of something else");
    }

    /// Says what is wrong with a signature over this digest; null if nothing.
    private interface SignatureCheck {
        @Nullable
        String faultOf(byte[] digest);
    }

    private static IncrementResult complete(
            PdfOutline base, PreparedSignature prepared, byte[] contents, SignatureCheck check) {
        Refusal mismatch = prepared.mismatch(base).orElse(null);
        if (mismatch != null) {
            return new IncrementResult.Refused(mismatch);
        }
        if (contents.length > prepared.contentsReservedBytes()) {
            return refused(
                    Reason.CONTENTS_OVERFLOW,
                    "The signature has " + contents.length + " bytes, reserved were "
                            + prepared.contentsReservedBytes());
        }
        byte[] increment = prepared.increment();
        fill(increment, prepared.holeAt() + 1, contents);
        try {
            PdfFile parsed = PdfFile.openIncrement(increment, base.size(), base.encryption());
            Map<Integer, PdfValue> written = OutlineUpdate.objects(parsed);
            requireExact(written, prepared, increment, contents);
            String fault = check.faultOf(
                    SignatureIncrement.digest(base.hashState(), increment, prepared.holeAt(), prepared.afterHole()));
            return fault == null
                    ? new IncrementResult.Appended(increment, OutlineUpdate.apply(base, increment, parsed, written))
                    : refused(Reason.OUTPUT_CHECK_FAILED, fault);
        } catch (MalformedPdfException e) {
            return refused(Reason.OUTPUT_CHECK_FAILED, "The increment can't be parsed: " + e.detail());
        }
    }

    /// There is exactly one signature dictionary, its ByteRange leaves out exactly its own Contents and ends with the
    /// file, and its Contents are what was put in.
    private static void requireExact(
            Map<Integer, PdfValue> written, PreparedSignature prepared, byte[] increment, byte[] contents)
            throws MalformedPdfException {
        PdfValue.Dict signature = null;
        for (PdfValue value : written.values()) {
            if (value instanceof PdfValue.Dict dict && dict.get("ByteRange") != null) {
                if (signature != null) {
                    throw new MalformedPdfException("Two signature dictionaries");
                }
                signature = dict;
            }
        }
        ByteRange range = prepared.byteRange();
        List<PdfValue> expected = List.of(
                PdfValue.Num.of(0),
                PdfValue.Num.of(range.firstLength()),
                PdfValue.Num.of(range.secondOffset()),
                PdfValue.Num.of(range.secondLength()));
        if (signature == null
                || !(signature.get("ByteRange") instanceof PdfValue.Array(List<PdfValue> numbers))
                || !numbers.equals(expected)) {
            throw new MalformedPdfException("The ByteRange is not that of the increment");
        }
        boolean holeStands = increment[prepared.holeAt()] == '<'
                && increment[prepared.afterHole() - 1] == '>'
                && range.end() == prepared.baseSize() + increment.length;
        if (!holeStands
                || !(signature.get("Contents") instanceof PdfValue.Str value)
                || !value.isPadded(contents, prepared.contentsReservedBytes())) {
            throw new MalformedPdfException("The Contents are not the signature");
        }
    }

    private static void fill(byte[] increment, int from, byte[] contents) {
        int at = from;
        for (byte b : contents) {
            increment[at++] = HEX[(b >> 4) & 15];
            increment[at++] = HEX[b & 15];
        }
    }

    private static IncrementResult refused(Reason reason, String detail) {
        return new IncrementResult.Refused(new Refusal(reason, detail));
    }
}
