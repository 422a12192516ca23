package vn.kyso.pades;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A file in, a signed file out, in one call, where the key is at hand: for programs without a place to keep outlines.
/// The file is read once, hashed and copied on the way.
///
/// ```
/// SignFile.sign(contract, signed, outline -> SignatureSpec.of(Placement.invisible(), now, reserved), certificate,
/// key);
/// ```
public final class SignFile {
    private static final int BUFFER_BYTES = 128 * 1024;

    private SignFile() {}

    /// Where the key is: makes the CMS over a ByteRange digest, with a timestamp or without.
    public interface Cms {
        byte[] over(byte[] byteRangeDigest) throws IOException;
    }

    /// Signs. Room that turns out too small is enlarged once, and the key asked again.
    ///
    /// @param signed is written anew; what is there already goes
    /// @param wanted what is wanted of the signature, of the document as it is read
    /// @param certificate whose key `cms` uses
    /// @throws IOException of the files or the key; the signed file is then not there
    public static SignFileResult sign(
            Path pdf, Path signed, Function<PdfOutline, SignatureSpec> wanted, X509Certificate certificate, Cms cms)
            throws IOException {
        boolean done = false;
        try {
            SignFileResult result = signCopy(pdf, signed, wanted, certificate, cms);
            done = result instanceof SignFileResult.Signed;
            return result;
        } finally {
            if (!done) {
                Files.deleteIfExists(signed);
            }
        }
    }

    private static SignFileResult signCopy(
            Path pdf, Path signed, Function<PdfOutline, SignatureSpec> wanted, X509Certificate certificate, Cms cms)
            throws IOException {
        try (FileChannel in = FileChannel.open(pdf, StandardOpenOption.READ);
                PdfSource source = PdfSource.of(in);
                FileChannel out = FileChannel.open(
                        signed,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            HashState hash = copied(in, out);
            return switch (Intake.read(source, hash, signed, IntakeLimits.DEFAULT)) {
                case IntakeResult.Accepted(PdfOutline outline) ->
                    append(outline, out, wanted.apply(outline), certificate, cms, false);
                case IntakeResult.Repaired(PdfOutline outline) -> {
                    // Written to the same file, by its name.
                    out.position(outline.size());
                    yield append(outline, out, wanted.apply(outline), certificate, cms, true);
                }
                case IntakeResult.Refused(Refusal refusal) -> new SignFileResult.Refused(refusal);
            };
        }
    }

    /// @return the hash of what was copied
    private static HashState copied(FileChannel in, FileChannel out) throws IOException {
        DocumentDigest digest = DocumentDigest.start();
        byte[] buffer = new byte[(int) Math.clamp(in.size(), 1, BUFFER_BYTES)];
        ByteBuffer view = ByteBuffer.wrap(buffer);
        for (int read = in.read(view); read >= 0; read = in.read(view.clear())) {
            digest.update(buffer, 0, read);
            write(view.flip(), out);
        }
        return digest.state();
    }

    private static void write(ByteBuffer bytes, FileChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static SignFileResult append(
            PdfOutline outline,
            FileChannel out,
            SignatureSpec spec,
            X509Certificate certificate,
            Cms cms,
            boolean repaired)
            throws IOException {
        Refusal refusal = null;
        for (SignatureSpec tried = spec; tried != null; ) {
            PreparedSignature prepared;
            switch (Preparation.prepare(outline, tried)) {
                case PrepareResult.Prepared(PreparedSignature signature) -> prepared = signature;
                case PrepareResult.Refused(Refusal why) -> {
                    return new SignFileResult.Refused(why);
                }
            }
            byte[] contents = cms.over(prepared.digest());
            switch (Completion.complete(outline, prepared, contents, certificate)) {
                case IncrementResult.Appended(byte[] increment, PdfOutline after) -> {
                    write(ByteBuffer.wrap(increment), out);
                    return new SignFileResult.Signed(after, repaired);
                }
                case IncrementResult.Refused(Refusal why) -> {
                    refusal = why;
                    tried = tried == spec ? larger(tried, contents.length, why) : null;
                }
            }
        }
        return new SignFileResult.Refused(java.util.Objects.requireNonNull(refusal));
    }

    /// A second value of the same key may be a few bytes longer, and so may a second token.
    private static @Nullable SignatureSpec larger(SignatureSpec spec, int bytes, Refusal refusal) {
        return refusal.reason() == Refusal.Reason.CONTENTS_OVERFLOW ? spec.withReserved(bytes + bytes / 8 + 64) : null;
    }
}
