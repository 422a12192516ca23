package vn.kyso.pades;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// Walks the page tree (ISO 32000-2, 7.7.3), inheriting on the way down.
final class PageReader {
    /// What readers take where no MediaBox is: US Letter.
    private static final Rectangle LETTER = new Rectangle(0, 0, 612, 792);

    private final PdfFile file;
    private final IntakeLimits limits;
    private final PageTable.Builder pages = new PageTable.Builder();
    private final Set<Integer> nodes = new HashSet<>();

    PageReader(PdfFile file, IntakeLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /// What a node hands down.
    private record Inherited(
            @Nullable PdfValue mediaBox,
            @Nullable PdfValue cropBox,
            @Nullable PdfValue rotate) {
        Inherited below(PdfValue.Dict node) {
            PdfValue media = node.get("MediaBox");
            PdfValue crop = node.get("CropBox");
            PdfValue rotation = node.get("Rotate");
            return new Inherited(
                    media == null ? mediaBox : media,
                    crop == null ? cropBox : crop,
                    rotation == null ? rotate : rotation);
        }
    }

    PageTable read(PdfValue.Dict catalog) throws IOException, MalformedPdfException {
        if (!(catalog.get("Pages") instanceof PdfValue.Ref root)) {
            throw new MalformedPdfException("A catalog without pages");
        }
        node(root, new Inherited(null, null, null), 0);
        return pages.build();
    }

    private void node(PdfValue.Ref ref, Inherited inherited, int depth) throws IOException, MalformedPdfException {
        PdfValue.Dict dict = file.dict(ref);
        if (dict == null) {
            throw new MalformedPdfException("A page tree node that is not there");
        }
        Inherited here = inherited.below(dict);
        PdfValue kids = file.resolve(dict.get("Kids"));
        if (!(kids instanceof PdfValue.Array(List<PdfValue> items)) || dict.isOfType("Page")) {
            page(ref, dict, here);
            return;
        }
        // A node with two parents is no tree, and could be walked for ever by going round.
        if (!nodes.add(ref.number()) || depth > limits.maxDepth()) {
            throw new MalformedPdfException("A page tree that is none, or too deep");
        }
        for (PdfValue kid : items) {
            if (!(kid instanceof PdfValue.Ref child)) {
                throw new MalformedPdfException("A page that is no object of its own");
            }
            node(child, here, depth + 1);
        }
    }

    private void page(PdfValue.Ref ref, PdfValue.Dict dict, Inherited inherited)
            throws IOException, MalformedPdfException {
        if (dict.isOfType("Pages")) {
            return;
        }
        if (pages.count() >= limits.maxPages()) {
            throw MalformedPdfException.tooComplex("More pages than the limit");
        }
        Rectangle media = rectangle(file, inherited.mediaBox());
        if (media == null || media.width() == 0 || media.height() == 0) {
            media = LETTER;
        }
        Rectangle crop = rectangle(file, inherited.cropBox());
        PdfValue annots = dict.get("Annots");
        PdfValue.Array array = file.array(annots);
        if (array == null && file.resolve(annots) != null) {
            throw new MalformedPdfException("Annotations that are no array");
        }
        pages.add(new PageTable.Page(
                ref,
                dict,
                media,
                crop == null ? media : intersection(crop, media),
                rotation(inherited.rotate()),
                userUnit(dict),
                array != null && annots instanceof PdfValue.Ref annotsRef ? annotsRef : null,
                array == null ? new PdfValue.Array(List.of()) : array));
    }

    private int rotation(@Nullable PdfValue rotate) throws IOException, MalformedPdfException {
        if (!(file.resolve(rotate) instanceof PdfValue.Num number)) {
            return 0;
        }
        int degrees = (int) (Math.round(number.value()) % 360);
        return degrees % 90 == 0 ? (degrees + 360) % 360 : 0;
    }

    private double userUnit(PdfValue.Dict dict) throws IOException, MalformedPdfException {
        return file.resolve(dict.get("UserUnit")) instanceof PdfValue.Num number && number.value() > 0
                ? number.value()
                : 1;
    }

    /// The rectangle with its corners in order; null if it is none.
    static @Nullable Rectangle rectangle(PdfFile file, @Nullable PdfValue value)
            throws IOException, MalformedPdfException {
        PdfValue.Array array = file.array(value);
        if (array == null || array.items().size() != 4) {
            return null;
        }
        double[] corners = new double[4];
        for (int i = 0; i < 4; i++) {
            if (!(file.resolve(array.items().get(i)) instanceof PdfValue.Num number)
                    || Math.abs(number.value()) > 1e9) {
                return null;
            }
            corners[i] = number.value();
        }
        double x = Math.min(corners[0], corners[2]);
        double y = Math.min(corners[1], corners[3]);
        return new Rectangle(x, y, Math.abs(corners[2] - corners[0]), Math.abs(corners[3] - corners[1]));
    }

    private static Rectangle intersection(Rectangle crop, Rectangle media) {
        double x = Math.max(crop.x(), media.x());
        double y = Math.max(crop.y(), media.y());
        double width = Math.min(crop.right(), media.right()) - x;
        double height = Math.min(crop.top(), media.top()) - y;
        return width <= 0 || height <= 0 ? media : new Rectangle(x, y, width, height);
    }
}
