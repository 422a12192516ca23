package vn.kyso.pades;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.charset.StandardCharsets;
import vn.kyso.testkit.pdf.SamplePdf;

/// One page with a drawing that is what ISO 19005 (PDF/A) or ISO 14289 (PDF/UA) asks for.
final class ArchivalSample {
    private static final String DRAWING = "/Cal cs 0.1 0.3 0.6 sc 72 700 200 60 re f";
    private static final String CALIBRATED = "[/CalRGB<</WhitePoint[0.9505 1 1.089]/Gamma[2.2 2.2 2.2]>>]";

    private ArchivalSample() {}

    /// @param flavour such as `1b`, `2a` or `ua1`
    /// @param outputIntent whether there is one, of sRGB
    static SamplePdf of(String flavour, boolean outputIntent) {
        boolean accessible = flavour.startsWith("ua");
        boolean tagged = accessible || flavour.endsWith("a");
        SamplePdf sample = new SamplePdf()
                        .header(
                                flavour.startsWith("1")
                                        ? "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n"
                                        : "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n")
                        .trailer("/ID[<0123456789ABCDEF0123456789ABCDEF><0123456789ABCDEF0123456789ABCDEF>]")
                        .object(
                                1,
                                "<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R"
                                        + (outputIntent ? "/OutputIntents[6 0 R]" : "")
                                        + (tagged
                                                ? "/MarkInfo<</Marked true>>/StructTreeRoot 8 0 R/Lang(en)"
                                                        + "/ViewerPreferences<</DisplayDocTitle true>>"
                                                : "")
                                        + ">>")
                        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
                        .object(
                                3,
                                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</ColorSpace<</Cal "
                                        + CALIBRATED + ">>>>" + (tagged ? "/StructParents 0" : "") + ">>")
                        .stream(4, "", tagged ? "/Figure<</MCID 0>>BDC " + DRAWING + " EMC" : DRAWING)
                        .stream(5, "/Type/Metadata/Subtype/XML", metadata(flavour, accessible));
        if (outputIntent) {
            sample
                    .object(
                            6,
                            "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
                                    + "/DestOutputProfile 7 0 R>>")
                    .stream(
                            7,
                            "/N 3",
                            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        }
        if (tagged) {
            sample.object(8, "<</Type/StructTreeRoot/K 9 0 R/ParentTree 11 0 R/ParentTreeNextKey 1>>")
                    .object(9, "<</Type/StructElem/S/Document/P 8 0 R/K[10 0 R]>>")
                    .object(
                            10,
                            "<</Type/StructElem/S/Figure/P 9 0 R/Pg 3 0 R/K 0/Alt(A blue bar)"
                                    + "/A<</O/Layout/BBox[72 700 272 760]>>>>")
                    .object(11, "<</Nums[0[10 0 R]]>>");
        }
        return sample;
    }

    private static byte[] metadata(String flavour, boolean accessible) {
        String claim = accessible
                ? "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" pdfuaid:part=\"1\""
                : "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" pdfaid:part=\"" + flavour.charAt(0)
                        + "\" pdfaid:conformance=\"" + Character.toUpperCase(flavour.charAt(1)) + "\"";
        return ("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                        + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                        + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                        + "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" " + claim + ">"
                        + "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">A bar</rdf:li></rdf:Alt></dc:title>"
                        + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
                .getBytes(StandardCharsets.UTF_8);
    }
}
