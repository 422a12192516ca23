package vn.kyso.pades;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.pades.pdf.PdfWriter;
import vn.kyso.pades.stamp.StampAppearance;
import vn.kyso.pades.stamp.StampPicture;

/// Writes the increment of one signature: its dictionary with the hole, its field and widget, the page that lists the
/// widget, the form that lists the field, and the catalog where it must change.
final class SignatureIncrement {
    static final Rectangle NOWHERE = new Rectangle(0, 0, 0, 0);

    /// Room for `0 n n n` with numbers of twelve digits: files up to a terabyte.
    private static final int BYTE_RANGE_ROOM = 3 * 13 + 1;

    /// Print, and locked against being moved (ISO 32000-2, table 167).
    private static final int WIDGET_FLAGS = 4 | 128;

    /// Signatures exist, and only appending keeps them (ISO 32000-2, table 225).
    private static final int SIGNATURES_EXIST_APPEND_ONLY = 3;

    /// Glyphs and dictionaries: only to save growing.
    private static final int TYPICAL_STAMP_BYTES = 10 * 1024;

    private static final PdfValue STRUCTURE_ORDER = new PdfValue.Name("S");

    private final PdfOutline outline;
    private final int reservedBytes;
    private final IncrementWriter writer;
    private PdfValue.Dict catalog;
    private int byteRangeAt;
    private int holeAt;

    /// @param stamp that is going to be drawn
    SignatureIncrement(PdfOutline outline, int reservedBytes, @Nullable Stamp stamp) {
        this.outline = outline;
        this.reservedBytes = reservedBytes;
        this.writer = new IncrementWriter(
                outline.size(),
                outline.nextObject(),
                outline.needsLineEnd(),
                2 * reservedBytes + bytes(stamp),
                outline.encryption());
        this.catalog = outline.catalog();
    }

    private static int bytes(@Nullable Stamp stamp) {
        if (stamp == null) {
            return 0;
        }
        StampPicture picture = stamp.picture();
        return TYPICAL_STAMP_BYTES + (picture == null ? 0 : picture.bytes());
    }

    PreparedSignature inNewField(
            PdfValue.Dict dictionary,
            int pageNumber,
            Rectangle rectangle,
            @Nullable Stamp stamp,
            @Nullable Certification certify) {
        PageTable.Page page = outline.pageTable().page(pageNumber - 1);
        String name = OutlineReader.fieldName(outline.fieldNumber());
        PdfValue.Ref signature = signature(dictionary);
        PdfValue.Ref field = writer.newRef();
        PdfValue.Dict.Builder widget = PdfValue.Dict.with()
                .put("Type", new PdfValue.Name("Annot"))
                .put("Subtype", new PdfValue.Name("Widget"))
                .put("FT", new PdfValue.Name("Sig"))
                .put("T", new PdfValue.Str(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .put("F", PdfValue.Num.of(WIDGET_FLAGS))
                .put("Rect", array(rectangle))
                .put("P", page.ref())
                .put("V", signature);
        if (isTagged()) {
            // What is said of the field to those who don't see it (ISO 14289-1, 7.18.1).
            widget.put(
                    "TU", new PdfValue.Str("Digital signature".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        }
        writer.object(field, withAppearance(widget.done(), rectangle, page.rotation(), stamp));
        listOnPage(page, field);
        listInForm(field);
        return finish(name, signature, certify);
    }

    PreparedSignature inField(
            PdfValue.Dict dictionary, SignatureField field, @Nullable Stamp stamp, @Nullable Certification certify) {
        int rotation = field.page() == 0
                ? 0
                : outline.pageTable().page(field.page() - 1).rotation();
        PdfValue.Ref signature = signature(dictionary);
        PdfValue.Dict filled = field.dict().with("V", signature);
        PdfValue.Ref widgetRef = field.widgetRef();
        if (widgetRef == null) {
            writer.object(field.ref(), withAppearance(filled, field.rectangle(), rotation, stamp));
        } else {
            writer.object(field.ref(), filled);
            if (stamp != null) {
                writer.object(widgetRef, withAppearance(field.widget(), field.rectangle(), rotation, stamp));
            }
        }
        markForm();
        return finish(field.name(), signature, certify);
    }

    private PdfValue.Ref signature(PdfValue.Dict dictionary) {
        PdfValue.Ref ref = writer.newRef();
        PdfWriter out = writer.begin(ref);
        out.value(writer.asWritten(ref, dictionary));
        // The dictionary goes on with the two entries whose place in the file counts.
        out.dropLast(2).ascii("/ByteRange [");
        byteRangeAt = out.length();
        out.fill(' ', BYTE_RANGE_ROOM).ascii("]/Contents ");
        holeAt = out.length();
        out.raw('<').fill('0', 2 * reservedBytes).raw('>').ascii(">>");
        writer.end();
        return ref;
    }

    private PdfValue.Dict withAppearance(
            PdfValue.Dict widget, Rectangle rectangle, int rotation, @Nullable Stamp stamp) {
        if (stamp == null || rectangle.width() <= 0 || rectangle.height() <= 0) {
            // PDF/A-1 wants one of every field (ISO 19005-1, 6.9).
            return outline.pdfaPart() == 1 && widget.get("AP") == null
                    ? widget.with("AP", PdfValue.Dict.EMPTY.with("N", StampAppearance.writeEmpty(writer)))
                    : widget;
        }
        PdfValue.Ref appearance = StampAppearance.write(
                writer, stamp.content(), rectangle.width(), rectangle.height(), rotation, outline.pdfaPart());
        PdfValue.Dict turned =
                rotation == 0 ? widget : widget.with("MK", PdfValue.Dict.EMPTY.with("R", PdfValue.Num.of(rotation)));
        return turned.with("AP", PdfValue.Dict.EMPTY.with("N", appearance));
    }

    private void listOnPage(PageTable.Page page, PdfValue.Ref widget) {
        PdfValue.Array annots = page.annots().with(widget);
        PdfValue.Ref annotsRef = page.annotsRef();
        if (annotsRef != null) {
            writer.object(annotsRef, annots);
            if (wantsTabs(page)) {
                writer.object(page.ref(), page.dict().with("Tabs", STRUCTURE_ORDER));
            }
        } else {
            PdfValue.Dict listing = page.dict().with("Annots", annots);
            writer.object(page.ref(), wantsTabs(page) ? listing.with("Tabs", STRUCTURE_ORDER) : listing);
        }
    }

    /// PDF/UA has annotations reached in the order of the structure (ISO 14289-1, 7.18.3). Once something is signed,
    /// readers take such a change of a page for an unlawful one.
    private boolean wantsTabs(PageTable.Page page) {
        return isTagged()
                && page.dict().get("Tabs") == null
                && outline.signatures().isEmpty();
    }

    private boolean isTagged() {
        return outline.catalog().get("StructTreeRoot") != null;
    }

    private void listInForm(PdfValue.Ref field) {
        FormOutline form = outline.form();
        if (form == null) {
            PdfValue.Ref ref = writer.newRef();
            writer.object(
                    ref,
                    PdfValue.Dict.EMPTY
                            .with("Fields", new PdfValue.Array(List.of(field)))
                            .with("SigFlags", PdfValue.Num.of(SIGNATURES_EXIST_APPEND_ONLY)));
            catalog = catalog.with("AcroForm", ref);
            return;
        }
        PdfValue.Array fields = form.fields().with(field);
        PdfValue.Ref fieldsRef = form.fieldsRef();
        if (fieldsRef != null) {
            writer.object(fieldsRef, fields);
            markForm();
        } else {
            form(form, form.dict().with("Fields", fields).with("SigFlags", marked(form)));
        }
    }

    private void markForm() {
        FormOutline form = outline.form();
        if (form != null && !marked(form).equals(form.dict().get("SigFlags"))) {
            form(form, form.dict().with("SigFlags", marked(form)));
        }
    }

    private void form(FormOutline form, PdfValue.Dict dict) {
        PdfValue.Ref ref = form.ref();
        if (ref == null) {
            catalog = catalog.with("AcroForm", dict);
        } else {
            writer.object(ref, dict);
        }
    }

    private static PdfValue marked(FormOutline form) {
        long flags = form.dict().get("SigFlags") instanceof PdfValue.Num number ? Math.max(0, number.index()) : 0;
        return PdfValue.Num.of(flags | SIGNATURES_EXIST_APPEND_ONLY);
    }

    private PreparedSignature finish(String field, PdfValue.Ref signature, @Nullable Certification certify) {
        if (certify != null) {
            catalog = catalog.with("Perms", PdfValue.Dict.EMPTY.with("DocMDP", signature));
        }
        if (!catalog.equals(outline.catalog())) {
            writer.object(outline.catalogRef(), catalog);
        }
        byte[] increment = writer.finish(outline.trailer(), outline.xrefOffset(), outline.xrefIsStream(), newId(field));
        long base = outline.size();
        int afterHole = holeAt + 2 * reservedBytes + 2;
        ByteRange range = new ByteRange(base + holeAt, base + afterHole, increment.length - afterHole);
        patch(increment, range);
        return new PreparedSignature(
                base,
                outline.sha256(),
                increment,
                range,
                digest(outline.hashState(), increment, holeAt, afterHole),
                field,
                reservedBytes);
    }

    private void patch(byte[] increment, ByteRange range) {
        byte[] numbers = ("0 " + range.firstLength() + " " + range.secondOffset() + " " + range.secondLength())
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(numbers, 0, increment, byteRangeAt, numbers.length);
    }

    /// SHA-256 of the document with this increment, but for the hole.
    static byte[] digest(HashState base, byte[] increment, int holeAt, int afterHole) {
        DocumentDigest digest = DocumentDigest.resume(base);
        digest.update(increment, 0, holeAt);
        digest.update(increment, afterHole, increment.length - afterHole);
        return digest.digest();
    }

    /// The revision's own half of ID (ISO 32000-2, 14.4), from what makes it differ.
    private byte[] newId(String field) {
        byte[] name = field.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        PureSha256 digest = new PureSha256(outline.hashState());
        digest.update(name, 0, name.length);
        return Arrays.copyOf(digest.digest(), 16);
    }

    private static PdfValue.Array array(Rectangle r) {
        return new PdfValue.Array(List.of(
                PdfValue.Num.of(r.x()), PdfValue.Num.of(r.y()), PdfValue.Num.of(r.right()), PdfValue.Num.of(r.top())));
    }
}
