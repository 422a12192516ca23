package vn.kyso.pades.pdf;

import java.nio.charset.StandardCharsets;

/// Text strings (ISO 32000-2, 7.9.2.2): UTF-16 and UTF-8 with their marks, PDFDocEncoding otherwise (annex D.3).
public final class TextStrings {
    // PDFDocEncoding where it differs from Latin-1.
    private static final String FROM_18 = "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc";
    private static final String FROM_80 = "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030"
            + "\u201e\u201c\u201d\u2018\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153"
            + "\u0161\u017e\ufffd\u20ac";

    private TextStrings() {}

    public static String decode(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            int c = b & 0xff;
            if (c >= 0x18 && c < 0x20) {
                text.append(FROM_18.charAt(c - 0x18));
            } else if (c >= 0x80 && c <= 0xa0) {
                text.append(FROM_80.charAt(c - 0x80));
            } else {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    /// As plain bytes where ASCII suffices, in UTF-16 with its mark otherwise.
    public static PdfValue.Str encode(String text) {
        if (isAscii(text)) {
            return PdfValue.Str.owning(text.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] utf16 = text.getBytes(StandardCharsets.UTF_16BE);
        byte[] marked = new byte[utf16.length + 2];
        marked[0] = (byte) 0xfe;
        marked[1] = (byte) 0xff;
        System.arraycopy(utf16, 0, marked, 2, utf16.length);
        return PdfValue.Str.owning(marked);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
