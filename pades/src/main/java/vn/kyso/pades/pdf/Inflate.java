package vn.kyso.pades.pdf;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// FlateDecode with the PNG and TIFF predictors that cross-reference and object streams use (ISO 32000-2, 7.4.4).
final class Inflate {
    private Inflate() {}

    static byte[] inflate(byte[] data, long maxBytes) throws MalformedPdfException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            ByteArrayOutputStream out =
                    new ByteArrayOutputStream((int) Math.clamp(3L * data.length, 256, Math.max(256, maxBytes)));
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new MalformedPdfException("A compressed stream that does not end");
                }
                out.write(buffer, 0, count);
                if (out.size() > maxBytes) {
                    throw MalformedPdfException.tooComplex("Streams inflate beyond the limit");
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new MalformedPdfException("A compressed stream that can't be inflated");
        } finally {
            inflater.end();
        }
    }

    static byte[] unpredict(byte[] data, int predictor, int columns, int colors, int bits)
            throws MalformedPdfException {
        if (predictor <= 1) {
            return data;
        }
        if (predictor < 10 || colors < 1 || bits < 1 || columns < 1 || (long) columns * colors * bits > 1 << 24) {
            throw new MalformedPdfException("A predictor that structure streams don't have");
        }
        int pixel = Math.max(1, colors * bits / 8);
        int row = (columns * colors * bits + 7) / 8;
        if (data.length % (row + 1) != 0) {
            throw new MalformedPdfException("Predicted data that are no whole rows");
        }
        int rows = data.length / (row + 1);
        byte[] out = new byte[rows * row];
        for (int r = 0; r < rows; r++) {
            int type = data[r * (row + 1)];
            int from = r * (row + 1) + 1;
            int to = r * row;
            for (int i = 0; i < row; i++) {
                int left = i >= pixel ? out[to + i - pixel] & 0xff : 0;
                int up = r > 0 ? out[to + i - row] & 0xff : 0;
                int upLeft = r > 0 && i >= pixel ? out[to + i - row - pixel] & 0xff : 0;
                int predicted = switch (type) {
                    case 0 -> 0;
                    case 1 -> left;
                    case 2 -> up;
                    case 3 -> (left + up) / 2;
                    case 4 -> paeth(left, up, upLeft);
                    default -> throw new MalformedPdfException("A row predictor that does not exist");
                };
                out[to + i] = (byte) (data[from + i] + predicted);
            }
        }
        return out;
    }

    private static int paeth(int left, int up, int upLeft) {
        int p = left + up - upLeft;
        int a = Math.abs(p - left);
        int b = Math.abs(p - up);
        int c = Math.abs(p - upLeft);
        return a <= b && a <= c ? left : b <= c ? up : upLeft;
    }
}
