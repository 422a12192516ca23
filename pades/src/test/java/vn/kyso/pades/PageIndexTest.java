package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.kyso.testkit.pdf.SamplePdf;

/// With its page index, a document has the pages that it had, each under a node of its own.
class PageIndexTest {
    static Stream<byte[]> documents() throws IOException {
        byte[] table = pages().withTable();
        return Stream.of(
                table,
                Arrays.copyOf(table, table.length - 1),
                pages().withStreams(),
                pages().hybrid(false),
                encrypted());
    }

    /// Three pages in two branches, which inherit sizes, a rotation and a font.
    private static SamplePdf pages() {
        return SamplePdf.onePage()
                .object(
                        2,
                        "<</Type/Pages/Kids[3 0 R 6 0 R]/Count 3/MediaBox[0 0 300 400]"
                                + "/Resources<</Font<</F1 5 0 R>>>>>>")
                .object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")
                .object(6, "<</Type/Pages/Parent 2 0 R/Kids[8 0 R 7 0 R]/Count 2/Rotate 90>>")
                .object(7, "<</Type/Page/Parent 6 0 R/MediaBox[0 0 500 600]/Contents 9 0 R>>")
                .object(8, "<</Type/Page/Parent 6 0 R/Contents 10 0 R>>")
                .stream(9, "", "BT /F1 18 Tf 72 70 Td (The third page) Tj ET")
                .stream(10, "", "BT /F1 18 Tf 72 70 Td (The second page) Tj ET");
    }

    private static byte[] encrypted() throws IOException {
        try (PDDocument document = Loader.loadPDF(pages().withTable())) {
            document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void thePagesAreTheSame(byte[] document) throws IOException {
        byte[] index = PageIndex.of(Signing.accepted(document));
        byte[] read = Arrays.copyOf(document, document.length + index.length);
        System.arraycopy(index, 0, read, document.length, index.length);

        assertThat(seen(read)).isEqualTo(seen(document)).hasSize(3);
        try (PDDocument pdf = Loader.loadPDF(read)) {
            COSDictionary root = pdf.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PAGES);
            COSArray nodes = root.getCOSArray(COSName.KIDS);
            assertThat(nodes.size()).isEqualTo(3);
            for (int i = 0; i < nodes.size(); i++) {
                COSDictionary node = (COSDictionary) nodes.getObject(i);
                assertThat(node.getInt(COSName.COUNT)).isEqualTo(1);
                assertThat(node.getCOSArray(COSName.KIDS).size()).isEqualTo(1);
            }
        }
        assertThat(new String(index, StandardCharsets.ISO_8859_1)).doesNotContain("/Contents");
    }

    private static List<String> seen(byte[] document) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(document)) {
            List<String> pages = new ArrayList<>();
            for (PDPage page : pdf.getPages()) {
                PDFTextStripper text = new PDFTextStripper();
                text.setStartPage(pages.size() + 1);
                text.setEndPage(pages.size() + 1);
                pages.add(page.getMediaBox() + " " + page.getRotation() + " " + text.getText(pdf));
            }
            return pages;
        }
    }
}
