package vn.kyso.pades.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.ByteRange;
import vn.kyso.pades.PdfSource;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// A signature in its field, its bytes found and checked: the ByteRange begins with the file and leaves out exactly
/// the hexadecimal string that is this dictionary's own Contents.
///
/// @param number of the signature dictionary's object; 0 if it is none
/// @param range null if it is not exact; then `faults` says why
record SignedField(
        FieldNode field,
        int number,
        PdfValue.Dict dict,
        @Nullable ByteRange range,
        byte[] contents,
        List<Finding> faults) {
    private static final int MAX_CONTENTS_BYTES = 4 << 20;
    private static final int BUFFER_BYTES = 1 << 18;

    static SignedField of(PdfSource source, View view, FieldNode field) throws IOException, MalformedPdfException {
        PdfFile file = view.file();
        PdfValue.Dict dict = file.dict(field.value());
        if (!(field.value() instanceof PdfValue.Ref ref) || dict == null || file.containerOf(ref.number()) != 0) {
            return faulty(
                    field,
                    0,
                    dict == null ? PdfValue.Dict.EMPTY : dict,
                    Finding.Code.CONTENTS_MALFORMED,
                    "The signature is no dictionary of its own");
        }
        Set<String> keys = new HashSet<>();
        PdfFile.@Nullable WrittenEntry hole = null;
        for (PdfFile.WrittenEntry entry : file.writtenEntries(ref.number())) {
            if (!keys.add(entry.key())) {
                return faulty(
                        field,
                        ref.number(),
                        dict,
                        Finding.Code.STRUCTURE_AMBIGUOUS,
                        "The signature has two entries " + entry.key());
            }
            hole = entry.key().equals("Contents") ? entry : hole;
        }
        ByteRange range = range(file.array(dict.get("ByteRange")), file, source.size());
        if (range == null) {
            return faulty(
                    field,
                    ref.number(),
                    dict,
                    Finding.Code.BYTE_RANGE_INVALID,
                    "The ByteRange is not two spans of the file, the first from its start");
        }
        if (hole == null || hole.from() != range.firstLength() || hole.to() != range.secondOffset()) {
            return faulty(
                    field,
                    ref.number(),
                    dict,
                    Finding.Code.BYTE_RANGE_INVALID,
                    "The ByteRange leaves out something other than this signature's own Contents");
        }
        byte[] contents = contents(source, range);
        if (contents == null) {
            return faulty(
                    field,
                    ref.number(),
                    dict,
                    Finding.Code.CONTENTS_MALFORMED,
                    "The Contents are no hexadecimal string as writers write it");
        }
        return new SignedField(field, ref.number(), dict, range, contents, List.of());
    }

    String subFilter() {
        return dict.get("SubFilter") instanceof PdfValue.Name(String name) ? name : "";
    }

    boolean isTimestamp() {
        return subFilter().equals("ETSI.RFC3161");
    }

    /// Over all that it covers.
    static byte[] digest(PdfSource source, ByteRange range, String algorithm) throws IOException {
        MessageDigest digest = Sweep.digest(algorithm);
        byte[] buffer = new byte[BUFFER_BYTES];
        update(digest, source, 0, range.firstLength(), buffer);
        update(digest, source, range.secondOffset(), range.end(), buffer);
        return digest.digest();
    }

    private static void update(MessageDigest digest, PdfSource source, long from, long to, byte[] buffer)
            throws IOException {
        for (long at = from; at < to; ) {
            int read = source.read(at, ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, to - at)));
            if (read == 0) {
                throw new IOException("The file is shorter than it was");
            }
            digest.update(buffer, 0, read);
            at += read;
        }
    }

    private static @Nullable ByteRange range(PdfValue.@Nullable Array array, PdfFile file, long size)
            throws IOException, MalformedPdfException {
        if (array == null || array.items().size() != 4) {
            return null;
        }
        long[] numbers = new long[4];
        for (int i = 0; i < 4; i++) {
            numbers[i] = file.resolve(array.items().get(i)) instanceof PdfValue.Num number
                            && number.text().matches("[0-9]{1,15}")
                    ? number.index()
                    : -1;
            if (numbers[i] < 0) {
                return null;
            }
        }
        boolean sane = numbers[0] == 0
                && numbers[1] > 0
                && numbers[2] > numbers[1] + 1
                && numbers[3] > 0
                && numbers[2] + numbers[3] <= size;
        return sane ? new ByteRange(numbers[1], numbers[2], numbers[3]) : null;
    }

    /// Null unless the hole is `<`, digits of one case, `>`: with anything else in it, or two ways to write the same,
    /// bytes could be changed that nothing covers.
    private static byte @Nullable [] contents(PdfSource source, ByteRange range) throws IOException {
        long length = range.secondOffset() - range.firstLength();
        if (length > 2L * MAX_CONTENTS_BYTES || length % 2 != 0) {
            return null;
        }
        byte[] hole = new byte[(int) length];
        if (source.read(range.firstLength(), ByteBuffer.wrap(hole)) < hole.length
                || hole[0] != '<'
                || hole[hole.length - 1] != '>') {
            return null;
        }
        boolean upper = false;
        boolean lower = false;
        byte[] contents = new byte[hole.length / 2 - 1];
        for (int i = 1; i < hole.length - 1; i++) {
            int digit = Character.digit(hole[i], 16);
            if (digit < 0) {
                return null;
            }
            upper |= hole[i] >= 'A' && hole[i] <= 'F';
            lower |= hole[i] >= 'a';
            int at = (i - 1) / 2;
            contents[at] = (byte) ((contents[at] << 4) | digit);
        }
        return upper && lower ? null : contents;
    }

    private static SignedField faulty(
            FieldNode field, int number, PdfValue.Dict dict, Finding.Code code, String detail) {
        return new SignedField(field, number, dict, null, new byte[0], List.of(Finding.of(code, detail)));
    }
}
