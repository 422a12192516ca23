package vn.kyso.pades.pdf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of bytes that values are written to, as a PDF has them.
public final class PdfWriter {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    public PdfWriter(int expectedBytes) {
        bytes = new byte[Math.max(64, expectedBytes)];
    }

    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    String toText() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// Text of ASCII characters.
    public PdfWriter ascii(String text) {
        int count = text.length();
        grow(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    public PdfWriter raw(byte[] added) {
        grow(added.length);
        System.arraycopy(added, 0, bytes, length, added.length);
        length += added.length;
        return this;
    }

    public PdfWriter raw(int b) {
        grow(1);
        bytes[length++] = (byte) b;
        return this;
    }

    public PdfWriter number(long number) {
        if (number < 0) {
            return ascii(Long.toString(number));
        }
        return digits(number, digitsOf(number));
    }

    /// A number that is not negative in so many digits, with zeros before it.
    ///
    /// @throws IllegalArgumentException if it has more
    PdfWriter digits(long number, int count) {
        if (number < 0 || digitsOf(number) > count) {
            throw new IllegalArgumentException(number + " does not fit into " + count + " digits");
        }
        grow(count);
        long left = number;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += count;
        return this;
    }

    private static int digitsOf(long number) {
        int digits = 1;
        for (long left = number; left >= 10; left /= 10) {
            digits++;
        }
        return digits;
    }

    /// At most four decimals: a ten-thousandth of a point is below what anything shows.
    public PdfWriter decimal(double value) {
        long scaled = Math.round(value * 10_000);
        if (scaled < 0) {
            raw('-');
            scaled = -scaled;
        }
        number(scaled / 10_000);
        long fraction = scaled % 10_000;
        if (fraction != 0) {
            raw('.').digits(fraction, 4);
            while (bytes[length - 1] == '0') {
                length--;
            }
        }
        return this;
    }

    /// The same byte many times.
    public PdfWriter fill(int b, int count) {
        grow(count);
        Arrays.fill(bytes, length, length + count, (byte) b);
        length += count;
        return this;
    }

    /// Hexadecimal digits of these bytes, without brackets.
    public PdfWriter hex(byte[] data) {
        grow(2 * data.length);
        for (byte b : data) {
            bytes[length++] = HEX[(b >> 4) & 15];
            bytes[length++] = HEX[b & 15];
        }
        return this;
    }

    /// Takes back the last bytes.
    public PdfWriter dropLast(int count) {
        length -= count;
        return this;
    }

    public PdfWriter value(PdfValue value) {
        switch (value) {
            case PdfValue.Null n -> ascii("null");
            case PdfValue.Bool(boolean b) -> ascii(b ? "true" : "false");
            case PdfValue.Num(String text) -> ascii(text);
            case PdfValue.Name(String name) -> name(name);
            case PdfValue.Str string -> string(string);
            case PdfValue.Ref(int number, int generation) ->
                number(number).raw(' ').number(generation).ascii(" R");
            case PdfValue.Array array -> array(array);
            case PdfValue.Dict dict -> dict(dict);
            case PdfValue.Stream stream -> throw new IllegalArgumentException("A stream is no direct value");
        }
        return this;
    }

    private void name(String name) {
        int count = name.length();
        grow(1 + count);
        bytes[length++] = '/';
        for (int i = 0; i < count; i++) {
            int c = name.charAt(i);
            if (c > 32 && c < 127 && c != '#' && PdfParser.isRegular(c)) {
                bytes[length++] = (byte) c;
            } else {
                grow(2 + count - i);
                bytes[length++] = '#';
                hex(c);
            }
        }
    }

    /// Two digits, of the lowest byte.
    private void hex(int b) {
        grow(2);
        bytes[length++] = HEX[(b >> 4) & 15];
        bytes[length++] = HEX[b & 15];
    }

    /// Four digits, of the two lowest bytes.
    public PdfWriter hex16(int number) {
        hex(number >> 8);
        hex(number);
        return this;
    }

    private void string(PdfValue.Str string) {
        byte[] data = string.uncopied();
        for (byte b : data) {
            if (b < 32 || b == 127) {
                raw('<').hex(data).raw('>');
                return;
            }
        }
        raw('(');
        for (byte b : data) {
            if (b == '(' || b == ')' || b == '\\') {
                raw('\\');
            }
            raw(b);
        }
        raw(')');
    }

    private void array(PdfValue.Array array) {
        raw('[');
        boolean first = true;
        for (PdfValue item : array.items()) {
            if (!first) {
                raw(' ');
            }
            first = false;
            value(item);
        }
        raw(']');
    }

    private void dict(PdfValue.Dict dict) {
        ascii("<<");
        dict.entries().forEach((key, value) -> {
            name(key);
            raw(' ').value(value);
        });
        ascii(">>");
    }

    private void grow(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
