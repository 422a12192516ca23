package vn.kyso.testkit.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What somebody without the key can do to a finished file: append to it. Written as a program of theirs would.
public final class Tampered {
    private Tampered() {}

    /// An incremental update with these objects and a table for them.
    public static byte[] updated(byte[] document, Map<Integer, String> objects) {
        return updated(document, objects, "/Root 1 0 R/Prev " + lastXref(document));
    }

    public static byte[] updated(byte[] document, Map<Integer, String> objects, String trailer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(document);
        Map<Integer, Integer> offsets = new TreeMap<>();
        for (Map.Entry<Integer, String> object : new TreeMap<>(objects).entrySet()) {
            offsets.put(object.getKey(), out.size());
            write(out, object.getKey() + " 0 obj\n" + object.getValue() + "\nendobj\n");
        }
        xref(out, offsets, trailer);
        return out.toByteArray();
    }

    /// A cross-reference section that leads to places that stand in the file already.
    public static byte[] redirected(byte[] document, Map<Integer, Integer> offsets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(document);
        xref(out, offsets, "/Root 1 0 R/Prev " + lastXref(document));
        return out.toByteArray();
    }

    /// A table of all objects, without the earlier ones: those that are given new, the others where they stand.
    public static byte[] rewritten(byte[] document, Map<Integer, String> objects) {
        Map<Integer, Integer> offsets = new TreeMap<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(document);
        String text = text(document);
        for (int number = 1; number < 200; number++) {
            int at = text.lastIndexOf("\n" + number + " 0 obj") + 1;
            if (at > 0) {
                offsets.put(number, at);
            }
        }
        objects.forEach((number, content) -> {
            offsets.put(number, out.size());
            write(out, number + " 0 obj\n" + content + "\nendobj\n");
        });
        xref(out, offsets, "/Root 1 0 R");
        return out.toByteArray();
    }

    /// A section that calls an object free.
    public static byte[] freed(byte[] document, int number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(document);
        int xref = out.size();
        write(out, "xref\n" + number + " 1\n0000000000 00001 f \n");
        write(
                out,
                "trailer\n<</Root 1 0 R/Size 200/Prev " + lastXref(document) + ">>\nstartxref\n" + xref + "\n%%EOF\n");
        return out.toByteArray();
    }

    private static void xref(ByteArrayOutputStream out, Map<Integer, Integer> offsets, String trailer) {
        int xref = out.size();
        write(out, "xref\n");
        offsets.forEach((number, offset) ->
                write(out, number + " 1\n" + String.format(java.util.Locale.ROOT, "%010d 00000 n \n", offset)));
        write(out, "trailer\n<</Size 200" + trailer + ">>\nstartxref\n" + xref + "\n%%EOF\n");
    }

    public static int lastXref(byte[] document) {
        String text = text(document);
        int at = text.lastIndexOf("startxref") + "startxref".length();
        return Integer.parseInt(text.substring(at, text.lastIndexOf("%%EOF")).strip());
    }

    /// The last object of that number, without its head and end.
    public static String object(byte[] document, int number) {
        String text = text(document);
        int at = text.lastIndexOf("\n" + number + " 0 obj") + ("\n" + number + " 0 obj").length();
        return text.substring(at, text.indexOf("endobj", at)).strip();
    }

    /// Number of the object that holds this text last.
    public static int numberOf(byte[] document, String content) {
        String text = text(document);
        int head = text.lastIndexOf(" 0 obj", text.lastIndexOf(content));
        int line = text.lastIndexOf('\n', head) + 1;
        return Integer.parseInt(text.substring(line, head));
    }

    public static String text(byte[] document) {
        return new String(document, StandardCharsets.ISO_8859_1);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String stream(String data) {
        return "<</Length " + data.length() + ">>\nstream\n" + data + "\nendstream";
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(bytes(text));
    }
}
