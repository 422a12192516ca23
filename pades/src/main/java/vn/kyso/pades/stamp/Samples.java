package vn.kyso.pades.stamp;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import vn.kyso.pades.pdf.PdfValue;

/// The data of an image XObject, compressed, with the entries that say how (ISO 32000-2, 7.4).
///
/// @param dict Filter and its parameters
@SuppressWarnings("ArrayRecordComponent") // made once, written many times, never handed out
record Samples(PdfValue.Dict dict, byte[] data) {
    private static final int NONE = 0;
    private static final int SUB = 1;
    private static final int UP = 2;
    private static final int PNG_PREDICTOR = 15;

    /// Eight-bit samples by Flate, with a predictor where that is smaller.
    static Samples ofBytes(byte[] samples, int columns, int components) {
        byte[] plain = deflated(samples);
        byte[] predicted = deflated(predicted(samples, columns * components, components));
        PdfValue.Dict flate = PdfValue.Dict.EMPTY.with("Filter", new PdfValue.Name("FlateDecode"));
        if (plain.length <= predicted.length) {
            return new Samples(flate, plain);
        }
        PdfValue.Dict parameters = PdfValue.Dict.with()
                .put("Predictor", PdfValue.Num.of(PNG_PREDICTOR))
                .put("Colors", PdfValue.Num.of(components))
                .put("Columns", PdfValue.Num.of(columns))
                .done();
        return new Samples(flate.with("DecodeParms", parameters), predicted);
    }

    /// One bit for each pixel, rows padded to bytes.
    static Samples ofBits(byte[] rows) {
        return new Samples(PdfValue.Dict.EMPTY.with("Filter", new PdfValue.Name("FlateDecode")), deflated(rows));
    }

    /// Each row by the filter of PNG (ISO/IEC 15948, 9) that leaves the smallest differences, its number in front.
    private static byte[] predicted(byte[] samples, int rowBytes, int pixelBytes) {
        int rows = samples.length / rowBytes;
        byte[] out = new byte[samples.length + rows];
        for (int row = 0; row < rows; row++) {
            int filter = smallest(samples, row, rowBytes, pixelBytes);
            int at = row * (rowBytes + 1);
            out[at] = (byte) filter;
            for (int i = 0; i < rowBytes; i++) {
                out[at + 1 + i] = (byte) difference(samples, row, i, rowBytes, pixelBytes, filter);
            }
        }
        return out;
    }

    private static int smallest(byte[] samples, int row, int rowBytes, int pixelBytes) {
        long[] sums = new long[UP + 1];
        for (int filter = NONE; filter <= UP; filter++) {
            for (int i = 0; i < rowBytes; i++) {
                sums[filter] += Math.abs((byte) difference(samples, row, i, rowBytes, pixelBytes, filter));
            }
        }
        int best = sums[SUB] < sums[NONE] ? SUB : NONE;
        return sums[UP] < sums[best] ? UP : best;
    }

    private static int difference(byte[] samples, int row, int i, int rowBytes, int pixelBytes, int filter) {
        int at = row * rowBytes + i;
        int before = 0;
        if (filter == SUB && i >= pixelBytes) {
            before = samples[at - pixelBytes];
        } else if (filter == UP && row > 0) {
            before = samples[at - rowBytes];
        }
        return samples[at] - before;
    }

    private static byte[] deflated(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream compressed = new DeflaterOutputStream(out, deflater)) {
            compressed.write(data);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("Memory can't be written", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
