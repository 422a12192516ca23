package vn.kyso.testkit.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;

/// Puts a PDF together from objects, with a cross-reference table, stream, or both.
public final class SamplePdf {
    private final Map<Integer, byte[]> objects = new TreeMap<>();
    private String trailer = "/Root 1 0 R";
    private String header = "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n";

    /// One page of A4 size with a line of text: catalog 1, pages 2, page 3, content 4, font 5.
    public static SamplePdf onePage() {
        return new SamplePdf()
                        .object(1, "<</Type/Catalog/Pages 2 0 R>>")
                        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
                        .object(
                                3,
                                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                                        + "/Resources<</Font<</F1 5 0 R>>>>>>")
                        .stream(4, "", "BT /F1 18 Tf 72 770 Td (A contract of one page) Tj ET")
                        .object(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    }

    /// The same with a form that has one empty signature field, `contract.signature`, of 200 by 60 points at 72, 600.
    public static SamplePdf withField() {
        return onePage()
                .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>")
                .object(
                        3,
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                                + "/Resources<</Font<</F1 5 0 R>>>>/Annots 8 0 R>>")
                .object(6, "<</T(contract)/Kids[7 0 R]>>")
                .object(
                        7,
                        "<</Type/Annot/Subtype/Widget/FT/Sig/T(signature)/Parent 6 0 R/F 4/P 3 0 R"
                                + "/Rect[72 600 272 660]>>")
                .object(8, "[7 0 R]");
    }

    /// Adds or replaces an object.
    public SamplePdf object(int number, String content) {
        objects.put(number, content.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// @param entries of its dictionary besides Length
    public SamplePdf stream(int number, String entries, String data) {
        return stream(number, entries, data.getBytes(StandardCharsets.ISO_8859_1));
    }

    public SamplePdf stream(int number, String entries, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, "<<" + entries + "/Length " + data.length + ">>\nstream\n");
        out.writeBytes(data);
        write(out, "\nendstream");
        objects.put(number, out.toByteArray());
        return this;
    }

    /// More trailer entries.
    public SamplePdf trailer(String entries) {
        trailer += entries;
        return this;
    }

    public SamplePdf header(String text) {
        header = text;
        return this;
    }

    /// With a cross-reference table.
    public byte[] withTable() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<Integer, Integer> offsets = body(out, objects);
        int xref = out.size();
        table(out, offsets);
        write(out, "trailer\n<<" + trailer + "/Size " + size() + ">>\nstartxref\n" + xref + "\n%%EOF\n");
        return out.toByteArray();
    }

    /// With a cross-reference stream, and all objects that may be in an object stream.
    public byte[] withStreams() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<Integer, byte[]> loose = new TreeMap<>();
        Map<Integer, byte[]> packed = new TreeMap<>();
        objects.forEach(
                (number, content) -> (text(content).contains("endstream") ? loose : packed).put(number, content));
        int container = size();
        loose.put(container, objectStream(packed));
        Map<Integer, Integer> offsets = body(out, loose);
        int xref = out.size();
        int self = container + 1;
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        int index = 0;
        for (int number = 0; number <= self; number++) {
            if (number == self) {
                entry(entries, 1, xref, 0);
            } else if (offsets.containsKey(number)) {
                entry(entries, 1, offsets.get(number), 0);
            } else if (packed.containsKey(number)) {
                entry(entries, 2, container, index++);
            } else {
                entry(entries, 0, 0, 0);
            }
        }
        byte[] data = deflate(entries.toByteArray());
        write(
                out,
                self + " 0 obj\n<</Type/XRef/W[1 4 2]/Size " + (self + 1) + trailer + "/Filter/FlateDecode/Length "
                        + data.length + ">>\nstream\n");
        out.writeBytes(data);
        write(out, "\nendstream\nendobj\nstartxref\n" + xref + "\n%%EOF\n");
        return out.toByteArray();
    }

    /// A hybrid file (ISO 32000-2, 7.5.8.4): a table for the catalog and all streams, and a stream for what is packed.
    ///
    /// @param calledFree whether the table calls the packed objects free instead of leaving them out
    public byte[] hybrid(boolean calledFree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<Integer, byte[]> loose = new TreeMap<>();
        Map<Integer, byte[]> packed = new TreeMap<>();
        objects.forEach((number, content) ->
                (number == 1 || text(content).contains("endstream") ? loose : packed).put(number, content));
        int container = size();
        loose.put(container, objectStream(packed));
        Map<Integer, Integer> offsets = body(out, loose);
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        StringBuilder index = new StringBuilder();
        int position = 0;
        for (int number : packed.keySet()) {
            entry(entries, 2, container, position++);
            index.append(number).append(" 1 ");
        }
        int stream = out.size();
        write(
                out,
                (container + 1) + " 0 obj\n<</Type/XRef/W[1 4 2]/Index[" + index + "]/Size " + (container + 2) + trailer
                        + "/Length " + entries.size() + ">>\nstream\n");
        out.writeBytes(entries.toByteArray());
        write(out, "\nendstream\nendobj\n");
        offsets.put(container + 1, stream);
        int xref = out.size();
        write(out, "xref\n0 1\n0000000000 65535 f \n");
        offsets.forEach((number, offset) -> write(
                out, number + " 1\n" + "0".repeat(10 - offset.toString().length()) + offset + " 00000 n \n"));
        if (calledFree) {
            packed.keySet().forEach(number -> write(out, number + " 1\n0000000000 00001 f \n"));
        }
        write(
                out,
                "trailer\n<<" + trailer + "/Size " + (container + 2) + "/XRefStm " + stream + ">>\nstartxref\n" + xref
                        + "\n%%EOF\n");
        return out.toByteArray();
    }

    private static byte[] objectStream(Map<Integer, byte[]> packed) {
        StringBuilder head = new StringBuilder();
        StringBuilder content = new StringBuilder();
        packed.forEach((number, object) -> {
            head.append(number).append(' ').append(content.length()).append(' ');
            content.append(text(object)).append('\n');
        });
        byte[] data = deflate((head + content.toString()).getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(
                out,
                "<</Type/ObjStm/N " + packed.size() + "/First " + head.length() + "/Filter/FlateDecode/Length "
                        + data.length + ">>\nstream\n");
        out.writeBytes(data);
        write(out, "\nendstream");
        return out.toByteArray();
    }

    private Map<Integer, Integer> body(ByteArrayOutputStream out, Map<Integer, byte[]> written) {
        write(out, header);
        Map<Integer, Integer> offsets = new TreeMap<>();
        written.forEach((number, content) -> {
            offsets.put(number, out.size());
            write(out, number + " 0 obj\n");
            out.writeBytes(content);
            write(out, "\nendobj\n");
        });
        return offsets;
    }

    private void table(ByteArrayOutputStream out, Map<Integer, Integer> offsets) {
        write(out, "xref\n0 " + size() + "\n");
        for (int number = 0; number < size(); number++) {
            Integer offset = offsets.get(number);
            write(
                    out,
                    offset == null
                            ? "0000000000 65535 f \n"
                            : "0".repeat(10 - offset.toString().length()) + offset + " 00000 n \n");
        }
    }

    private int size() {
        return objects.keySet().stream().mapToInt(n -> n).max().orElse(0) + 1;
    }

    private static void entry(ByteArrayOutputStream out, int type, int second, int third) {
        out.write(type);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(second >> shift);
        }
        out.write(third >> 8);
        out.write(third);
    }

    private static byte[] deflate(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("Memory can't be written", e);
        }
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
