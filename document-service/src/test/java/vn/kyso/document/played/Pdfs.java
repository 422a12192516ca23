package vn.kyso.document.played;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.Certification;
import vn.kyso.pades.Placement;
import vn.kyso.pades.SignFile;
import vn.kyso.pades.SignFileResult;
import vn.kyso.pades.SignatureSpec;
import vn.kyso.testkit.pdf.SamplePdf;

/// Sample files.
public final class Pdfs {
    private Pdfs() {}

    /// Pages of A4.
    public static byte[] pages(int count) {
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < count; i++) {
                document.addPage(new PDPage(PDRectangle.A4));
            }
            return save(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One page and a stream of so many bytes that don't compress.
    public static byte[] ofSize(int bytes) {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            COSStream ballast = document.getDocument().createCOSStream();
            byte[] noise = new byte[bytes];
            new java.util.Random(7).nextBytes(noise);
            try (var out = ballast.createRawOutputStream()) {
                out.write(noise);
            }
            document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("KysoBallast"), ballast);
            return save(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One page with an empty, visible signature field.
    public static byte[] withField(String name) {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            PDSignatureField field = new PDSignatureField(form);
            field.setPartialName(name);
            PDAnnotationWidget widget = field.getWidgets().getFirst();
            widget.setRectangle(new PDRectangle(100, 100, 200, 60));
            widget.setPage(page);
            page.getAnnotations().add(widget);
            form.getFields().add(field);
            return save(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One page with an empty signature field `contract.signature`.
    ///
    /// @param entries more of the field's dictionary, such as `/Ff 1` for one that is read-only
    public static byte[] withFieldHaving(String entries) {
        return SamplePdf.withField()
                .object(
                        7,
                        "<</Type/Annot/Subtype/Widget/FT/Sig/T(signature)/Parent 6 0 R/F 4/P 3 0 R"
                                + "/Rect[72 600 272 660]" + entries + ">>")
                .withTable();
    }

    /// The document signed by somebody before it came here.
    ///
    /// @param certify makes it a certification
    public static byte[] signed(
            byte[] pdf, Placement placement, @Nullable Certification certify, PlayedPki pki, PlayedPki.Holder by) {
        SignatureSpec spec = new SignatureSpec(
                placement, null, ZonedDateTime.now(ZoneOffset.UTC), null, null, null, null, certify, 8_000);
        try {
            Path folder = Files.createTempDirectory("kyso-signed-");
            Path in = Files.write(folder.resolve("in.pdf"), pdf);
            Path out = folder.resolve("out.pdf");
            SignFileResult result =
                    SignFile.sign(in, out, outline -> spec, by.certificate(), digest -> pki.cms(by, digest, false));
            if (!(result instanceof SignFileResult.Signed)) {
                throw new IllegalStateException("Not signed: " + result);
            }
            byte[] signed = Files.readAllBytes(out);
            Files.delete(in);
            Files.delete(out);
            Files.delete(folder);
            return signed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens with the empty password, and its permission bits allow neither filling in forms nor annotations.
    public static byte[] withoutPermissionToSign() {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            AccessPermission permission = new AccessPermission();
            permission.setCanFillInForm(false);
            permission.setCanModifyAnnotations(false);
            document.protect(new StandardProtectionPolicy("owner", "", permission));
            return save(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Encrypted for the holders of certificates.
    public static byte[] withUnknownEncryption() {
        return SamplePdf.onePage()
                .trailer("/Encrypt<</Filter/Adobe.PubSec/V 4>>")
                .withTable();
    }

    public static byte[] withoutPages() {
        try (PDDocument document = new PDDocument()) {
            return save(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] withPassword() {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "user", new AccessPermission());
            policy.setEncryptionKeyLength(256);
            document.protect(policy);
            return save(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] save(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }
}
