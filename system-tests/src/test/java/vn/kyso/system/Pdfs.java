package vn.kyso.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import vn.kyso.testkit.pdf.SamplePdf;

/// Documents to sign, and documents that can't be.
public final class Pdfs {
    private Pdfs() {}

    public static byte[] contract(int pages) {
        try (PDDocument document = new PDDocument()) {
            for (int i = 1; i <= pages; i++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
                    content.newLineAtOffset(72, 760);
                    content.showText("Contract, page " + i + " of " + pages);
                    content.endText();
                }
            }
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Pages as scanners write them: each beside its picture, all under one node.
    ///
    /// @param side of each picture in pixels of a byte, which are noise
    public static byte[] scans(int pages, int side) {
        byte[] noise = new byte[side * side];
        new Random(1).nextBytes(noise);
        String picture = "/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
                .formatted(side, side);
        SamplePdf pdf = new SamplePdf().object(1, "<</Type/Catalog/Pages 2 0 R>>");
        StringBuilder kids = new StringBuilder();
        for (int number = 3; number < 3 + 3 * pages; number += 3) {
            kids.append(number).append(" 0 R ");
            pdf
                    .object(
                            number,
                            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</S %d 0 R>>>>>>"
                                    .formatted(number + 1, number + 2))
                    .stream(number + 1, "", "q 595 0 0 842 0 0 cm /S Do Q")
                    .stream(number + 2, picture, noise);
        }
        return pdf.object(2, "<</Type/Pages/Count " + pages + "/Kids[" + kids + "]>>")
                .withTable();
    }

    public static byte[] withEmptyField(String name) {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            PDSignatureField field = new PDSignatureField(form);
            field.setPartialName(name);
            field.getWidgets().getFirst().setRectangle(new PDRectangle(72, 72, 200, 80));
            field.getWidgets().getFirst().setPage(page);
            page.getAnnotations().add(field.getWidgets().getFirst());
            form.getFields().add(field);
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] withPassword(String password) {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] withoutPages() {
        try (PDDocument document = new PDDocument()) {
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }
}
