package vn.kyso.pades.pdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import vn.kyso.pades.IntakeLimits;

/// The data of the streams that a file's structure consists of, which together may inflate to a limit only.
final class StreamReader {
    private static final int MOST_BYTES = 64 << 20;

    private final PdfFile file;
    private final SyntaxReader syntax;
    private final IntakeLimits limits;
    private long inflatedBytes;

    StreamReader(PdfFile file, SyntaxReader syntax, IntakeLimits limits) {
        this.file = file;
        this.syntax = syntax;
        this.limits = limits;
    }

    /// What the data of a cross-reference, object or metadata stream decode to: FlateDecode or none.
    byte[] decoded(PdfValue.Dict dict, byte[] data) throws IOException, MalformedPdfException {
        PdfValue filter = file.resolve(dict.get("Filter"));
        PdfValue parameters = file.resolve(dict.get("DecodeParms"));
        if (filter instanceof PdfValue.Array(List<PdfValue> filters)) {
            if (filters.size() > 1) {
                throw new MalformedPdfException("A structure stream with several filters");
            }
            filter = filters.isEmpty() ? null : file.resolve(filters.getFirst());
            parameters = parameters instanceof PdfValue.Array(List<PdfValue> all) && !all.isEmpty()
                    ? file.resolve(all.getFirst())
                    : parameters;
        }
        if (filter == null) {
            return data;
        }
        if (!(filter instanceof PdfValue.Name(String name)) || !name.equals("FlateDecode")) {
            throw new MalformedPdfException("A structure stream with a filter other than FlateDecode");
        }
        byte[] inflated = Inflate.inflate(
                data, Math.min(limits.maxStreamBytes(), limits.maxInflatedBytes() - inflatedBytes));
        inflatedBytes += inflated.length;
        if (!(parameters instanceof PdfValue.Dict parms)) {
            return inflated;
        }
        return Inflate.unpredict(
                inflated,
                integer(parms, "Predictor", 1),
                integer(parms, "Columns", 1),
                integer(parms, "Colors", 1),
                integer(parms, "BitsPerComponent", 8));
    }

    /// The data as they stand in the file.
    byte[] raw(PdfValue.Stream stream) throws IOException, MalformedPdfException {
        if (!(file.resolve(stream.dict().get("Length")) instanceof PdfValue.Num length) || length.index() < 0) {
            throw new MalformedPdfException("A stream without its length");
        }
        if (length.index() > Math.min(MOST_BYTES, limits.maxStreamBytes())) {
            throw MalformedPdfException.tooComplex("A structure stream larger than the limit");
        }
        if (stream.dataOffset() + length.index() > syntax.size()) {
            throw new MalformedPdfException("A stream beyond the end");
        }
        byte[] data = syntax.bytes(stream.dataOffset(), (int) length.index());
        long afterData = stream.dataOffset() + length.index();
        byte[] after = syntax.bytes(afterData, (int) Math.min(16, syntax.size() - afterData));
        if (!new String(after, StandardCharsets.ISO_8859_1).stripLeading().startsWith("endstream")) {
            throw new MalformedPdfException("A stream that is not as long as it says");
        }
        return data;
    }

    /// The number, at most 2^24; the other where it is none.
    int integer(PdfValue.Dict dict, String key, int otherwise) throws IOException, MalformedPdfException {
        return file.resolve(dict.get(key)) instanceof PdfValue.Num number
                ? (int) Math.min(number.index(), 1 << 24)
                : otherwise;
    }
}
