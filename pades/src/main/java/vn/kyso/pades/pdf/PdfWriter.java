package vn.kyso.pades.pdf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

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
        return ascii(Long.toString(number));
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
            String digits = Long.toString(10_000 + fraction).substring(1);
            int last = digits.length();
            while (digits.charAt(last - 1) == '0') {
                last--;
            }
            raw('.').ascii(digits.substring(0, last));
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
        raw('/');
        for (int i = 0; i < name.length(); i++) {
            int c = name.charAt(i);
            if (c > 32 && c < 127 && c != '#' && PdfParser.isRegular(c)) {
                raw(c);
            } else {
                raw('#').hex(new byte[] {(byte) c});
            }
        }
    }

    private void string(PdfValue.Str string) {
        byte[] data = string.bytes();
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
        for (Map.Entry<String, PdfValue> entry : dict.entries().entrySet()) {
            name(entry.getKey());
            raw(' ').value(entry.getValue());
        }
        ascii(">>");
    }

    private void grow(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
