package vn.kyso.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;

/// Documents whose authors do not let everybody sign everywhere.
final class RestrictedPdfs {
    private RestrictedPdfs() {}

    /// Bears its author's signature, which allows no change at all (DocMDP with P 1: ISO 32000-2, 12.8.2.2).
    static byte[] certifiedAgainstChange() {
        try (PDDocument document = Loader.loadPDF(Pdfs.contract(1))) {
            COSDictionary permissions = dictionary("TransformParams");
            permissions.setInt(COSName.P, 1);
            permissions.setName(COSName.V, "1.2");
            COSDictionary reference = dictionary("SigRef");
            reference.setName("TransformMethod", "DocMDP");
            reference.setItem("TransformParams", permissions);
            COSArray references = new COSArray();
            references.add(reference);
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
            signature.getCOSObject().setItem("Reference", references);
            COSDictionary perms = new COSDictionary();
            perms.setItem("DocMDP", signature);
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            catalog.setItem("Perms", perms);
            catalog.setNeedToBeUpdated(true);
            document.addSignature(signature);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            // What the permission rests on is not asked here: a document that claims it is left alone.
            document.saveIncrementalForExternalSigning(out).setSignature(new byte[] {0x30, 0});
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Two empty fields; a signature in the first locks the second (Lock: ISO 32000-2, 12.7.5.5).
    static byte[] withFieldThatLocks(String first, String second) {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            COSArray locked = new COSArray();
            locked.add(new COSString(second));
            COSDictionary lock = dictionary("SigFieldLock");
            lock.setName("Action", "Include");
            lock.setItem("Fields", locked);
            field(form, page, first, 72).getCOSObject().setItem("Lock", lock);
            field(form, page, second, 320);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PDSignatureField field(PDAcroForm form, PDPage page, String name, float x) throws IOException {
        PDSignatureField field = new PDSignatureField(form);
        field.setPartialName(name);
        PDAnnotationWidget widget = field.getWidgets().getFirst();
        widget.setRectangle(new PDRectangle(x, 72, 200, 80));
        widget.setPage(page);
        page.getAnnotations().add(widget);
        form.getFields().add(field);
        return field;
    }

    private static COSDictionary dictionary(String type) {
        COSDictionary dictionary = new COSDictionary();
        dictionary.setName(COSName.TYPE, type);
        return dictionary;
    }
}
