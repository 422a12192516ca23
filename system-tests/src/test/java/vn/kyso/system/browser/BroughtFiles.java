package vn.kyso.system.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.ExternalSigningSupport;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import tools.jackson.databind.JsonNode;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;
import vn.kyso.testkit.pdf.Tampered;

/// Files that people bring to the verification page: signed by the platform, by strangers, and what somebody without
/// the key made of them afterwards.
final class BroughtFiles {
    /// A page that hides its text below an overlay, and a second tree of pages that nothing refers to: prepared for
    /// shadow attacks (Mainka et al., 2021) before it is signed.
    private static final SamplePdf PREPARED = SamplePdf.onePage()
            .object(
                    3,
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                            + "/Resources<</Font<</F1 5 0 R>>/XObject<</Im 20 0 R>>>>>>")
            .stream(4, "", "BT /F1 18 Tf 72 770 Td (Pay 100) Tj ET q /Im Do Q")
            .stream(20, "/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "1 1 1 rg 0 0 595 842 re f")
            .object(21, "<</Type/Pages/Kids[22 0 R]/Count 1>>")
            .object(22, "<</Type/Page/Parent 21 0 R/MediaBox[0 0 595 842]/Contents 23 0 R>>")
            .stream(23, "", "BT (Pay 900) Tj ET");

    private BroughtFiles() {}

    /// A request over both documents, approved: the prepared page and another contract.
    static List<byte[]> signed(Signers.Signer signer, String level) {
        Requester demo = Requester.of("demo");
        String first = demo.uploaded("prepared.pdf", PREPARED.withTable());
        String second = demo.uploaded(
                "other.pdf",
                SamplePdf.onePage().stream(4, "", "BT /F1 18 Tf 72 770 Td (Pay 900) Tj ET")
                        .withTable());
        Map<String, Object> asking = new LinkedHashMap<>(Requester.asking(
                first,
                Map.of("page", 1, "x", 330, "y", 60, "width", 220, "height", 90),
                signer.userId(),
                signer.serial()));
        asking.put(
                "documents",
                List.of(
                        Map.of("id", first, "placement", Map.of("invisible", true)),
                        Map.of("id", second, "placement", Map.of("invisible", true))));
        asking.put("level", level);
        asking.put("reason", "Đồng ý với nội dung hợp đồng");
        JsonNode asked = demo.ask(asking).expecting(202).json();
        String id = asked.path("id").asString();
        signer.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
        demo.finished(id);
        return List.of(demo.content(first), demo.content(second));
    }

    /// What can be done to `signed` without the signer's key, by what is found out.
    ///
    /// @param other another document that the same signer signed
    static Map<String, byte[]> attacks(byte[] signed, byte[] other) {
        Map<String, byte[]> attacks = new LinkedHashMap<>();
        attacks.put("bytes-changed", flipped(signed));
        attacks.put("changed-after-signing", contentReplaced(signed));
        attacks.put(
                "changed-after-signing overlay emptied",
                Tampered.updated(
                        signed,
                        Map.of(20, "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 0>>\nstream\n\nendstream")));
        attacks.put(
                "changed-after-signing another page tree",
                Tampered.updated(
                        signed, Map.of(1, Tampered.object(signed, 1).replace("/Pages 2 0 R", "/Pages 21 0 R"))));
        attacks.put("hidden-content", withANoteOverTheText(signed));
        attacks.put("bytes-changed another document's signature", withSignatureOf(other, signed));
        attacks.put(
                "structure-ambiguous",
                Tampered.bytes(Tampered.text(signed) + "4 0 obj\n"
                        + Tampered.stream("BT /F1 18 Tf 72 770 Td (Pay 900) Tj ET") + "\nendobj\n"));
        attacks.put("structure-damaged", Arrays.copyOf(signed, signed.length - 200));
        return attacks;
    }

    static byte[] contentReplaced(byte[] signed) {
        return Tampered.updated(signed, Map.of(4, Tampered.stream("BT /F1 18 Tf 72 770 Td (Pay 900) Tj ET")));
    }

    private static byte[] flipped(byte[] signed) {
        byte[] changed = signed.clone();
        changed[Tampered.text(signed).indexOf("(Pay 100)") + 5] = '9';
        return changed;
    }

    private static byte[] withANoteOverTheText(byte[] signed) {
        String page = Tampered.object(signed, 3);
        String noted = page.contains("/Annots [")
                ? page.replace("/Annots [", "/Annots [50 0 R ")
                : page.replaceFirst("<<", "<</Annots[50 0 R]");
        return Tampered.updated(
                signed,
                Map.of(
                        3,
                        noted,
                        50,
                        "<</Type/Annot/Subtype/FreeText/Rect[72 760 300 790]/Contents(Pay 900)/DA(/Helv 18 Tf)>>"));
    }

    private static byte[] withSignatureOf(byte[] other, byte[] signed) {
        return Tampered.bytes(Tampered.text(signed).replace(contents(signed), contents(other)));
    }

    private static String contents(byte[] signed) {
        String dictionary = Tampered.object(signed, Tampered.numberOf(signed, "/ByteRange"));
        int at = dictionary.indexOf("/Contents <");
        return dictionary.substring(at, dictionary.indexOf('>', at) + 1);
    }

    /// Signed with a certificate that anybody can make, in whatever name.
    static byte[] signedByAStranger(byte[] pdf) {
        TestPki pki = TestPki.now();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
            signature.setSignDate(Calendar.getInstance());
            document.addSignature(signature);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ExternalSigningSupport signing = document.saveIncrementalForExternalSigning(out);
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(signing.getContent().readAllBytes());
            signing.setSignature(pki.cms(pki.p256(), digest));
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
