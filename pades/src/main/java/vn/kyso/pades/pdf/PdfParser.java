package vn.kyso.pades.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads values from bytes in memory. Running out of bytes is told apart from wrong ones, as more can perhaps be read.
final class PdfParser {
    /// The bytes ended within a value.
    static final class OutOfBytesException extends Exception {
        private static final long serialVersionUID = 1L;

        OutOfBytesException() {
            super("The bytes ended within a value", null, false, false);
        }
    }

    private static final byte[] HEX_DIGITS = new byte[256];
    private static final boolean[] SPACE = new boolean[256];
    private static final boolean[] REGULAR = new boolean[256];

    static {
        for (int i = 0; i < HEX_DIGITS.length; i++) {
            HEX_DIGITS[i] = (byte) Character.digit(i, 16);
            SPACE[i] = " \n\r\t\f\0".indexOf(i) >= 0;
            REGULAR[i] = !SPACE[i] && "()<>[]{}/%".indexOf(i) < 0;
        }
    }

    /// More digits may be beyond an int.
    private static final int MOST_DIGITS_OF_INT = 9;

    private final byte[] bytes;
    private final int end;
    private final int maxDepth;
    private int at;

    PdfParser(byte[] bytes, int start, int end, int maxDepth) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.maxDepth = maxDepth;
    }

    int position() {
        return at;
    }

    PdfValue value() throws MalformedPdfException, OutOfBytesException {
        return value(0);
    }

    /// The keyword that comes next, such as `obj`; empty if something else does.
    String keyword() throws OutOfBytesException {
        skipSpace();
        int start = at;
        while (isRegular(peek())) {
            at++;
        }
        return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
    }

    /// A non-negative integer of at most ten digits.
    long number() throws MalformedPdfException, OutOfBytesException {
        skipSpace();
        int start = at;
        long number = 0;
        while (peek() >= '0' && peek() <= '9') {
            number = number * 10 + (bytes[at++] - '0');
            if (at - start > 10) {
                throw new MalformedPdfException("A number that is too long");
            }
        }
        if (at == start || isRegular(peek())) {
            throw new MalformedPdfException("No number where one must be");
        }
        return number;
    }

    void skipSpace() throws OutOfBytesException {
        while (true) {
            int c = peek();
            if (c == '%') {
                while (peek() != '\r' && peek() != '\n') {
                    at++;
                }
            } else if (isSpace(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    /// The byte that comes next, not taken.
    int peek() throws OutOfBytesException {
        if (at >= end) {
            throw new OutOfBytesException();
        }
        return bytes[at] & 0xff;
    }

    void skip(int count) {
        at += count;
    }

    private int take() throws OutOfBytesException {
        int c = peek();
        at++;
        return c;
    }

    private PdfValue value(int depth) throws MalformedPdfException, OutOfBytesException {
        if (depth > maxDepth) {
            throw MalformedPdfException.tooComplex("Values nested too deeply");
        }
        skipSpace();
        int c = peek();
        return switch (c) {
            case '/' -> name();
            case '(' -> literalString();
            case '[' -> array(depth);
            case '<' -> {
                at++;
                if (peek() == '<') {
                    at++;
                    yield dict(depth);
                }
                yield hexString();
            }
            default -> c == '+' || c == '-' || c == '.' || (c >= '0' && c <= '9') ? numberOrReference() : word();
        };
    }

    private PdfValue word() throws MalformedPdfException, OutOfBytesException {
        String word = keyword();
        return switch (word) {
            case "true" -> new PdfValue.Bool(true);
            case "false" -> new PdfValue.Bool(false);
            case "null" -> PdfValue.Null.NULL;
            default -> throw new MalformedPdfException("Not a value: " + printable(word));
        };
    }

    private PdfValue.Name name() throws MalformedPdfException, OutOfBytesException {
        at++;
        int start = at;
        int plain = at;
        while (plain < end && isRegular(bytes[plain]) && bytes[plain] != '#') {
            plain++;
        }
        if (plain < end && bytes[plain] != '#') {
            at = plain;
            PdfValue.Name known = KnownNames.of(bytes, start, plain);
            return known == null
                    ? new PdfValue.Name(new String(bytes, start, plain - start, StandardCharsets.ISO_8859_1))
                    : known;
        }
        return new PdfValue.Name(nameWithEscapes());
    }

    private String nameWithEscapes() throws MalformedPdfException, OutOfBytesException {
        StringBuilder name = new StringBuilder();
        while (isRegular(peek())) {
            int c = take();
            if (c == '#') {
                int high = Character.digit(peek(), 16);
                if (high >= 0) {
                    at++;
                    int low = Character.digit(take(), 16);
                    if (low < 0) {
                        throw new MalformedPdfException("A name with half an escape");
                    }
                    c = high * 16 + low;
                }
            }
            name.append((char) c);
        }
        return name.toString();
    }

    private PdfValue array(int depth) throws MalformedPdfException, OutOfBytesException {
        at++;
        List<PdfValue> items = new ArrayList<>();
        while (true) {
            skipSpace();
            if (peek() == ']') {
                at++;
                return new PdfValue.Array(items);
            }
            items.add(value(depth + 1));
        }
    }

    private PdfValue dict(int depth) throws MalformedPdfException, OutOfBytesException {
        PdfValue.Dict.Builder entries = PdfValue.Dict.with();
        while (true) {
            skipSpace();
            int c = peek();
            if (c == '>') {
                at++;
                if (take() != '>') {
                    throw new MalformedPdfException("A dictionary that does not end");
                }
                return entries.done();
            }
            if (c != '/') {
                throw new MalformedPdfException("A dictionary key that is no name");
            }
            String key = name().value();
            entries.put(key, value(depth + 1));
        }
    }

    /// `12 0 R`, or only `12`.
    private PdfValue numberOrReference() throws MalformedPdfException, OutOfBytesException {
        int start = at;
        int whole = 0;
        while (isDigit(peek()) && at - start < MOST_DIGITS_OF_INT) {
            whole = 10 * whole + (take() - '0');
        }
        if (at == start || isRegular(peek())) {
            at = start;
            return number(start);
        }
        int afterNumber = at;
        PdfValue reference = reference(whole);
        if (reference instanceof PdfValue.Ref) {
            return reference;
        }
        at = afterNumber;
        boolean zerosBefore = bytes[start] == '0' && afterNumber - start > 1;
        return zerosBefore
                ? new PdfValue.Num(new String(bytes, start, afterNumber - start, StandardCharsets.ISO_8859_1))
                : PdfValue.Num.of(whole);
    }

    /// A number with sign or fraction, or a long one.
    private PdfValue number(int start) throws MalformedPdfException, OutOfBytesException {
        int signs = 0;
        int points = 0;
        int digits = 0;
        boolean signsFirst = true;
        while (isRegular(peek())) {
            int c = take();
            if (isDigit(c)) {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (c == '+' || c == '-') {
                signs++;
                signsFirst &= at - start == 1;
            } else {
                throw new MalformedPdfException("A number with something else in it");
            }
        }
        String text = new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
        if (digits == 0 || points > 1 || signs > 1 || !signsFirst) {
            throw new MalformedPdfException("Not a number: " + printable(text));
        }
        return new PdfValue.Num(text);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private PdfValue reference(int number) throws OutOfBytesException {
        skipSpace();
        int start = at;
        int generation = 0;
        while (peek() >= '0' && peek() <= '9' && at - start < 5) {
            generation = generation * 10 + (take() - '0');
        }
        if (at == start || !isSpace(peek())) {
            return PdfValue.Null.NULL;
        }
        skipSpace();
        if (peek() != 'R') {
            return PdfValue.Null.NULL;
        }
        at++;
        return isRegular(peek()) ? PdfValue.Null.NULL : new PdfValue.Ref(number, generation);
    }

    private PdfValue hexString() throws MalformedPdfException, OutOfBytesException {
        int close = at;
        while (close < end && bytes[close] != '>') {
            close++;
        }
        if (close == end) {
            throw new OutOfBytesException();
        }
        byte[] out = new byte[(close - at + 1) / 2];
        int pairs = 0;
        while (at + 1 < close) {
            int both = HEX_DIGITS[bytes[at] & 0xff] << 4 | HEX_DIGITS[bytes[at + 1] & 0xff];
            if (both < 0) {
                break;
            }
            out[pairs++] = (byte) both;
            at += 2;
        }
        // What is left has spaces in it, or half a pair.
        int digits = 2 * pairs;
        for (; at < close; at++) {
            int digit = HEX_DIGITS[bytes[at] & 0xff];
            if (digit >= 0) {
                out[digits >> 1] |= (byte) ((digits & 1) == 0 ? digit << 4 : digit);
                digits++;
            } else if (!isSpace(bytes[at])) {
                throw new MalformedPdfException("A hexadecimal string with something else in it");
            }
        }
        at = close + 1;
        int length = (digits + 1) / 2;
        return PdfValue.Str.owning(length == out.length ? out : Arrays.copyOf(out, length));
    }

    private PdfValue literalString() throws OutOfBytesException {
        at++;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int open = 1;
        while (true) {
            int c = take();
            switch (c) {
                case '(' -> {
                    open++;
                    out.write(c);
                }
                case ')' -> {
                    if (--open == 0) {
                        return new PdfValue.Str(out.toByteArray());
                    }
                    out.write(c);
                }
                case '\\' -> escape(out);
                case '\r' -> {
                    if (peek() == '\n') {
                        at++;
                    }
                    out.write('\n');
                }
                default -> out.write(c);
            }
        }
    }

    private void escape(ByteArrayOutputStream out) throws OutOfBytesException {
        int c = take();
        switch (c) {
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case 't' -> out.write('\t');
            case 'b' -> out.write('\b');
            case 'f' -> out.write('\f');
            case '\n' -> {
                // A line that goes on.
            }
            case '\r' -> {
                if (peek() == '\n') {
                    at++;
                }
            }
            default -> {
                if (c < '0' || c > '7') {
                    out.write(c);
                    return;
                }
                int octal = c - '0';
                for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; i++) {
                    octal = octal * 8 + (take() - '0');
                }
                out.write(octal);
            }
        }
    }

    /// @param c a byte, signed or not
    static boolean isSpace(int c) {
        return SPACE[c & 0xff];
    }

    /// @param c a byte, signed or not
    static boolean isRegular(int c) {
        return REGULAR[c & 0xff];
    }

    static String printable(String text) {
        String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
        return shown.replaceAll("[^ -~…]", "?");
    }
}
