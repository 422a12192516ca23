package vn.kyso.pades;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// Walks the field tree (ISO 32000-2, 12.7.4) for signature fields.
final class FieldReader {
    private static final int READ_ONLY = 1;

    /// Far above any form; each is looked up among the pages and the locks of earlier signatures.
    private static final int MAX_SIGNATURE_FIELDS = 10_000;

    private final PdfFile file;
    private final IntakeLimits limits;
    private final PageTable pages;
    private final List<SignatureField> found = new ArrayList<>();
    private final Set<Integer> seen = new HashSet<>();
    private @Nullable Map<Integer, Integer> pagesOfAnnotations;

    FieldReader(PdfFile file, IntakeLimits limits, PageTable pages) {
        this.file = file;
        this.limits = limits;
        this.pages = pages;
    }

    private record Inherited(
            String name,
            @Nullable PdfValue type,
            @Nullable PdfValue flags,
            @Nullable PdfValue signature) {}

    List<SignatureField> read(PdfValue.Array fields) throws IOException, MalformedPdfException {
        for (PdfValue item : fields.items()) {
            if (item instanceof PdfValue.Ref ref) {
                field(ref, new Inherited("", null, null, null), 0);
            }
        }
        return found;
    }

    private void field(PdfValue.Ref ref, Inherited above, int depth) throws IOException, MalformedPdfException {
        PdfValue.Dict dict = file.dict(ref);
        if (dict == null) {
            return;
        }
        if (!seen.add(ref.number()) || depth > limits.maxDepth()) {
            throw new MalformedPdfException("A field tree in a circle, or too deep");
        }
        Inherited here = below(above, dict);
        PdfValue.Array kids = file.array(dict.get("Kids"));
        PdfValue.Ref firstWidget = null;
        boolean hasFields = false;
        if (kids != null) {
            for (PdfValue kid : kids.items()) {
                PdfValue.Dict child = file.dict(kid);
                if (!(kid instanceof PdfValue.Ref childRef) || child == null) {
                    continue;
                }
                if (child.get("T") != null || child.get("Kids") != null) {
                    hasFields = true;
                    field(childRef, here, depth + 1);
                } else if (firstWidget == null) {
                    firstWidget = childRef;
                }
            }
        }
        if (!hasFields && here.type() instanceof PdfValue.Name(String type) && type.equals("Sig")) {
            if (found.size() == MAX_SIGNATURE_FIELDS) {
                throw MalformedPdfException.tooComplex("More than " + MAX_SIGNATURE_FIELDS + " signature fields");
            }
            found.add(signatureField(ref, dict, here, firstWidget));
        }
    }

    private Inherited below(Inherited above, PdfValue.Dict dict) throws IOException, MalformedPdfException {
        String name = above.name();
        if (file.resolve(dict.get("T")) instanceof PdfValue.Str partial) {
            name = name.isEmpty() ? partial.text() : name + "." + partial.text();
        }
        PdfValue type = file.resolve(dict.get("FT"));
        PdfValue flags = file.resolve(dict.get("Ff"));
        PdfValue signature = file.resolve(dict.get("V"));
        return new Inherited(
                name,
                type == null ? above.type() : type,
                flags == null ? above.flags() : flags,
                signature == null ? above.signature() : signature);
    }

    private SignatureField signatureField(
            PdfValue.Ref ref, PdfValue.Dict dict, Inherited inherited, PdfValue.@Nullable Ref widgetRef)
            throws IOException, MalformedPdfException {
        PdfValue.Dict ownWidget = widgetRef == null ? null : file.dict(widgetRef);
        PdfValue.Dict widget = ownWidget == null ? dict : ownWidget;
        Rectangle rectangle = PageReader.rectangle(file, widget.get("Rect"));
        boolean readOnly = inherited.flags() instanceof PdfValue.Num flags && (flags.index() & READ_ONLY) == READ_ONLY;
        int page = page(widgetRef == null ? ref : widgetRef, widget);
        Rectangle place = rectangle == null ? new Rectangle(0, 0, 0, 0) : rectangle;
        if (inherited.signature() instanceof PdfValue.Dict signature) {
            return signed(inherited.name(), ref, page, place, readOnly, signature);
        }
        return new SignatureField(
                inherited.name(),
                ref,
                dict,
                ownWidget == null ? null : widgetRef,
                ownWidget == null ? PdfValue.Dict.EMPTY : ownWidget,
                page,
                place,
                readOnly,
                file.flat(dict.get("Lock")) instanceof PdfValue.Dict lock ? lock : null,
                file.flat(dict.get("SV")) instanceof PdfValue.Dict seed ? seed : null,
                null,
                List.of(),
                null);
    }

    SignatureField signed(
            String name, PdfValue.Ref ref, int page, Rectangle place, boolean readOnly, PdfValue.Dict signature)
            throws IOException, MalformedPdfException {
        SignatureTransforms transforms = SignatureTransforms.of(file, signature);
        return new SignatureField(
                name,
                ref,
                PdfValue.Dict.EMPTY,
                null,
                PdfValue.Dict.EMPTY,
                page,
                place,
                readOnly,
                null,
                null,
                existing(name, signature),
                transforms.locks(),
                transforms.certification());
    }

    private ExistingSignature existing(String name, PdfValue.Dict signature) throws IOException, MalformedPdfException {
        return new ExistingSignature(
                name,
                file.resolve(signature.get("Name")) instanceof PdfValue.Str signer ? signer.text() : null,
                file.resolve(signature.get("M")) instanceof PdfValue.Str date ? PdfDates.instant(date.text()) : null,
                file.resolve(signature.get("SubFilter")) instanceof PdfValue.Name(String subFilter) ? subFilter : "",
                revisionSize(file.array(signature.get("ByteRange"))));
    }

    private static long revisionSize(PdfValue.@Nullable Array byteRange) {
        if (byteRange == null || byteRange.items().size() != 4) {
            return 0;
        }
        return byteRange.items().get(2) instanceof PdfValue.Num offset
                        && byteRange.items().get(3) instanceof PdfValue.Num length
                        && offset.index() >= 0
                        && length.index() >= 0
                ? offset.index() + length.index()
                : 0;
    }

    /// From 1; the widget's own word for it, or the page that lists it; 0 if on none.
    private int page(PdfValue.Ref widgetRef, PdfValue.Dict widget) {
        int index = widget.get("P") instanceof PdfValue.Ref ref ? pages.indexOf(ref.number()) : -1;
        return (index >= 0 ? index : pageThatLists(widgetRef)) + 1;
    }

    /// Made for the first that asks: most widgets name their page.
    private int pageThatLists(PdfValue.Ref annotation) {
        Map<Integer, Integer> known = pagesOfAnnotations;
        if (known == null) {
            known = pages.firstPagesOfAnnotations();
            pagesOfAnnotations = known;
        }
        return known.getOrDefault(annotation.number(), -1);
    }
}
