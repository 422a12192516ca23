package vn.kyso.pades;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vn.kyso.pades.pdf.Encryption;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// Reads a PDF once and keeps of it what signing needs.
///
/// The reader is strict: every cross-reference entry must lead to its object. What does not hold is damaged: unsigned
/// it is repaired into a new file, signed it is refused. Memory is bounded by [IntakeLimits], not by the file's size.
public final class Intake {
    /// Where a header may stand for readers to take the file as a PDF at all.
    private static final int HEADER_WITHIN_BYTES = 1024;

    private static final int BUFFER_BYTES = 256 * 1024;

    private Intake() {}

    /// Reads and hashes.
    ///
    /// @param repaired where a repaired file is written if need be; nothing is written otherwise
    /// @throws IOException if the source can't be read or the repaired file not written
    public static IntakeResult read(PdfSource source, Path repaired) throws IOException {
        return read(source, repaired, IntakeLimits.DEFAULT);
    }

    public static IntakeResult read(PdfSource source, Path repaired, IntakeLimits limits) throws IOException {
        return read(source, hash(source), repaired, limits);
    }

    /// Reads what was hashed already on its way in; only the structure is looked at.
    ///
    /// @param hashed the state after the source's last byte
    /// @throws IllegalArgumentException if it counts another number of bytes than the source has
    public static IntakeResult read(PdfSource source, HashState hashed, Path repaired, IntakeLimits limits)
            throws IOException {
        if (hashed.byteCount() != source.size()) {
            throw new IllegalArgumentException("The hash is not of these bytes");
        }
        IntakeResult strict = readStrictly(source, hashed, limits);
        return strict instanceof IntakeResult.Refused(Refusal refusal)
                        && refusal.reason() == Refusal.Reason.DAMAGED_PDF
                ? repaired(source, repaired, limits, refusal.detail())
                : strict;
    }

    /// Reads, and refuses what is damaged instead of repairing it.
    ///
    /// @param hashed the state after the source's last byte
    public static IntakeResult readStrictly(PdfSource source, HashState hashed, IntakeLimits limits)
            throws IOException {
        String head = head(source);
        int header = head.indexOf("%PDF-");
        if (header < 0) {
            return refused(Refusal.Reason.NOT_A_PDF, "There is no PDF header within the first bytes");
        }
        try {
            if (header > 0) {
                throw new MalformedPdfException("There is something before the header");
            }
            return outlined(source, hashed, limits);
        } catch (MalformedPdfException e) {
            return refused(
                    e.tooComplex() ? Refusal.Reason.DOCUMENT_TOO_COMPLEX : Refusal.Reason.DAMAGED_PDF, e.detail());
        }
    }

    private static IntakeResult outlined(PdfSource source, HashState hashed, IntakeLimits limits)
            throws IOException, MalformedPdfException {
        PdfFile file = PdfFile.open(source, limits);
        Encryption encryption = null;
        if (file.trailer().get("Encrypt") != null) {
            switch (unlock(file)) {
                case Encryption.Unlocking.Unlocked(Encryption opened) -> {
                    if (!opened.permitsSigning()) {
                        return refused(
                                Refusal.Reason.PERMISSION_MISSING,
                                "The document is encrypted and does not permit signing");
                    }
                    file.unlock(opened);
                    encryption = opened;
                }
                case Encryption.Unlocking.PasswordNeeded() -> {
                    return refused(Refusal.Reason.PASSWORD_NEEDED, "The document opens with a password only");
                }
                case Encryption.Unlocking.Unknown(String what) -> {
                    return refused(Refusal.Reason.UNSUPPORTED_ENCRYPTION, what);
                }
            }
        }
        PdfOutline outline = new OutlineReader(file, limits).read(hashed, needsLineEnd(source), encryption);
        if (outline.pageCount() == 0) {
            return refused(Refusal.Reason.NO_PAGES, "The document has no pages");
        }
        return new IntakeResult.Accepted(outline);
    }

    private static Encryption.Unlocking unlock(PdfFile file) throws IOException, MalformedPdfException {
        return file.flat(file.trailer().get("Encrypt")) instanceof PdfValue.Dict dict
                ? Encryption.unlock(dict, OutlineReader.firstId(OutlineReader.keptOfTrailer(file)))
                : new Encryption.Unlocking.Unknown("The encryption dictionary is not there");
    }

    private static IntakeResult repaired(PdfSource source, Path target, IntakeLimits limits, String damage)
            throws IOException {
        Optional<Refusal> refusal = LenientReader.repair(source, target, limits, damage);
        if (refusal.isPresent()) {
            return new IntakeResult.Refused(refusal.get());
        }
        try (PdfSource anew = PdfSource.of(target)) {
            IntakeResult result = outlined(anew, hash(anew), limits);
            if (result instanceof IntakeResult.Accepted(PdfOutline outline)) {
                return new IntakeResult.Repaired(outline);
            }
            Files.deleteIfExists(target);
            return result;
        } catch (MalformedPdfException e) {
            Files.deleteIfExists(target);
            return e.tooComplex()
                    ? refused(Refusal.Reason.DOCUMENT_TOO_COMPLEX, e.detail())
                    : refused(Refusal.Reason.DAMAGED_PDF, "Damaged beyond repair: " + damage);
        }
    }

    /// The state of the hash after a source's last byte.
    public static HashState hash(PdfSource source) throws IOException {
        DocumentDigest digest = DocumentDigest.start();
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER_BYTES, source.size()))];
        for (long at = 0; at < source.size(); ) {
            int read = source.read(at, ByteBuffer.wrap(buffer));
            if (read <= 0) {
                throw new IOException("The source ends before its size");
            }
            digest.update(buffer, 0, read);
            at += read;
        }
        return digest.state();
    }

    private static String head(PdfSource source) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEADER_WITHIN_BYTES, source.size()));
        source.read(0, head);
        return new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
    }

    private static boolean needsLineEnd(PdfSource source) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        source.read(source.size() - 1, last);
        return last.get(0) != '\n' && last.get(0) != '\r';
    }

    private static IntakeResult refused(Refusal.Reason reason, String detail) {
        return new IntakeResult.Refused(new Refusal(reason, detail));
    }
}
