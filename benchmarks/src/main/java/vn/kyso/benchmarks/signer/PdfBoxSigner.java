package vn.kyso.benchmarks.signer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.ExternalSigningSupport;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;

/// PDFBox's external signing, an incremental update, as its own examples do it.
final class PdfBoxSigner implements FileSigner {
    private static final int RESERVED_BYTES = 9_472;

    private final Keys keys;
    private final boolean visible;

    PdfBoxSigner(Keys keys, boolean visible) {
        this.keys = keys;
        this.visible = visible;
    }

    @Override
    public Outcome sign(Path pdf, Path into) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile(), IOUtils.createTempFileOnlyStreamCache());
                SignatureOptions options = new SignatureOptions();
                OutputStream out = Files.newOutputStream(into)) {
            options.setPreferredSignatureSize(RESERVED_BYTES);
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(COSName.getPDFName("ETSI.CAdES.detached"));
            signature.setSignDate(Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT));
            if (visible) {
                options.setVisualSignature(new ByteArrayInputStream(template(document)));
                options.setPage(0);
            }
            document.addSignature(signature, options);
            ExternalSigningSupport external = document.saveIncrementalForExternalSigning(out);
            external.setSignature(keys.cms(digest(external.getContent())));
            return new Outcome.Signed(false, 0);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Product.refusalOf(e);
        }
    }

    /// The document of one page and one field that PDFBox takes a picture from.
    private static byte[] template(PDDocument document) throws IOException {
        try (PDDocument template = new PDDocument()) {
            PDPage page = new PDPage(document.getPage(0).getMediaBox());
            template.addPage(page);
            PDAcroForm form = new PDAcroForm(template);
            template.getDocumentCatalog().setAcroForm(form);
            PDSignatureField field = new PDSignatureField(form);
            PDAnnotationWidget widget = field.getWidgets().getFirst();
            form.getFields().add(field);
            form.setSignaturesExist(true);
            form.setAppendOnly(true);
            form.getCOSObject().setDirect(true);
            widget.setRectangle(new PDRectangle(StampBox.MARGIN, StampBox.MARGIN, StampBox.WIDTH, StampBox.HEIGHT));
            PDFormXObject picture = new PDFormXObject(template);
            picture.setResources(new PDResources());
            picture.setFormType(1);
            picture.setBBox(new PDRectangle(StampBox.WIDTH, StampBox.HEIGHT));
            PDAppearanceDictionary appearance = new PDAppearanceDictionary();
            appearance.getCOSObject().setDirect(true);
            PDAppearanceStream normal = new PDAppearanceStream(picture.getCOSObject());
            appearance.setNormalAppearance(normal);
            widget.setAppearance(appearance);
            try (PDPageContentStream content = new PDPageContentStream(template, normal)) {
                // A standard font, which has no Vietnamese: cheaper for it than what the others draw.
                PDFont font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
                content.beginText();
                content.setFont(font, 10);
                content.newLineAtOffset(4, 40);
                content.setLeading(12);
                content.showText("Signed by: Dang Quoc Khanh");
                content.newLine();
                content.showText("Date: 25/11/2026 09:00:00 +07:00");
                content.endText();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            template.save(bytes);
            return bytes.toByteArray();
        }
    }

    static byte[] digest(InputStream content) throws IOException {
        try (content) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[128 * 1024];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
