package vn.kyso.pades;

import java.util.ArrayList;
import java.util.List;
import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.PdfValue;

/// What lets a viewer that reads a document in ranges show any page at once. Page trees are mostly flat, with each page
/// beside its scan (ISO 32000-2, 7.7.3): to find page 500, or only to be sure that it is there, a viewer reads every
/// page object and with them the whole file.
public final class PageIndex {
    private static final PdfValue.Name PAGES = new PdfValue.Name("Pages");
    private static final int BYTES_PER_PAGE = 100;

    private PageIndex() {}

    /// An incremental update for the reader's eyes alone, to be thought of after the document's last byte and kept
    /// nowhere. In its page tree each page has a node of its own that says it is one page, so no page object is
    /// read but those shown. The pages stay as they are, and inherit by their own Parent what they inherited.
    public static byte[] of(PdfOutline outline) {
        IncrementWriter writer = new IncrementWriter(
                outline.size(),
                outline.nextObject(),
                outline.needsLineEnd(),
                BYTES_PER_PAGE * outline.pageCount(),
                outline.encryption());
        PdfValue.Ref root = writer.newRef();
        List<PdfValue> nodes = new ArrayList<>(outline.pageCount());
        for (int index = 0; index < outline.pageCount(); index++) {
            PdfValue.Ref node = writer.newRef();
            PdfValue.Ref page = outline.pageTable().page(index).ref();
            writer.object(node, node(List.of(page), 1).with("Parent", root));
            nodes.add(node);
        }
        writer.object(root, node(nodes, nodes.size()));
        writer.object(outline.catalogRef(), outline.catalog().with("Pages", root));
        return writer.finish(outline.trailer(), outline.xrefOffset(), outline.xrefIsStream(), null);
    }

    private static PdfValue.Dict node(List<PdfValue> kids, int pages) {
        return PdfValue.Dict.EMPTY
                .with("Type", PAGES)
                .with("Kids", new PdfValue.Array(kids))
                .with("Count", PdfValue.Num.of(pages));
    }
}
