package vn.kyso.pades;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.Refusal.Reason;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.pades.stamp.StampPicture;

/// What a document, its earlier signatures and its fields allow.
final class FieldRules {
    // Ff of a seed value dictionary: which of its entries must be met (ISO 32000-2, table 238).
    private static final int FILTER_REQUIRED = 1;
    private static final int SUB_FILTER_REQUIRED = 1 << 1;
    private static final int REASONS_REQUIRED = 1 << 3;
    private static final int DIGEST_REQUIRED = 1 << 6;
    private static final int UNDERSTOOD = FILTER_REQUIRED | SUB_FILTER_REQUIRED | REASONS_REQUIRED | DIGEST_REQUIRED;

    private FieldRules() {}

    static @Nullable Refusal refusalOf(PdfOutline outline, SignatureSpec spec) {
        Refusal obstacle = outline.obstacle().orElse(null);
        if (obstacle != null) {
            return obstacle;
        }
        if (spec.certify() != null && !outline.signatures().isEmpty()) {
            return new Refusal(
                    Reason.CERTIFIED_AGAINST_CHANGE, "A certification must be the first signature in a document");
        }
        Stamp stamp = spec.placement() instanceof Placement.Invisible ? null : spec.stamp();
        StampPicture picture = stamp == null ? null : stamp.picture();
        if (picture != null && !picture.isArchivable() && outline.pdfaPart() > 0) {
            return new Refusal(
                    Reason.PICTURE_NOT_ARCHIVABLE,
                    "The document is PDF/A-" + outline.pdfaPart() + ", which can't have a picture in CMYK");
        }
        return switch (spec.placement()) {
            case Placement.OnPage onPage -> refusalOnPage(outline, onPage);
            case Placement.Invisible() -> refusalOfNewField(outline, false);
            case Placement.InField(String name) -> refusalInField(outline, name, spec);
        };
    }

    /// Readers take a new visible field in a certified document for an unlawful change, an invisible one not.
    static @Nullable Refusal refusalOfNewField(PdfOutline outline, boolean visible) {
        Refusal obstacle = outline.obstacle().orElse(null);
        if (obstacle != null) {
            return obstacle;
        }
        if (visible && outline.certification().isPresent()) {
            return new Refusal(
                    Reason.CERTIFIED_AGAINST_CHANGE,
                    "The document is certified: sign in one of its fields, or invisibly");
        }
        String name = OutlineReader.fieldName(outline.fieldNumber());
        if (outline.isLocked(name)) {
            return new Refusal(Reason.FIELD_LOCKED, "An earlier signature locks all fields, new ones too");
        }
        return null;
    }

    private static @Nullable Refusal refusalOnPage(PdfOutline outline, Placement.OnPage onPage) {
        if (onPage.page() < 1 || onPage.page() > outline.pageCount()) {
            return new Refusal(Reason.PAGE_OUT_OF_RANGE, "Page " + onPage.page() + " of " + outline.pageCount());
        }
        Rectangle rectangle = onPage.rectangle();
        Rectangle shown = outline.page(onPage.page()).cropBox();
        if (rectangle.width() <= 0 || rectangle.height() <= 0 || !shown.contains(rectangle)) {
            return new Refusal(
                    Reason.RECTANGLE_OUTSIDE_PAGE,
                    "Page " + onPage.page() + " shows " + text(shown) + ", asked for was " + text(rectangle));
        }
        return refusalOfNewField(outline, true);
    }

    private static @Nullable Refusal refusalInField(PdfOutline outline, String name, SignatureSpec spec) {
        List<SignatureField> named =
                outline.fields().stream().filter(f -> f.name().equals(name)).toList();
        if (named.size() != 1) {
            return new Refusal(Reason.FIELD_NOT_FOUND, "There is no signature field named " + name);
        }
        SignatureField field = named.getFirst();
        if (!field.isEmpty()) {
            return new Refusal(Reason.FIELD_ALREADY_SIGNED, "The field " + name + " is signed");
        }
        if (field.readOnly() || outline.isLocked(name)) {
            return new Refusal(Reason.FIELD_LOCKED, "The field " + name + " is locked");
        }
        String unmet = field.seed() == null ? null : unmet(field.seed(), spec);
        return unmet == null
                ? null
                : new Refusal(Reason.SEED_VALUE_NOT_MET, "The field " + name + " requires " + unmet);
    }

    /// An empty field that [#refusalOf] has nothing against.
    static SignatureField field(PdfOutline outline, String name) {
        return outline.fields().stream()
                .filter(f -> f.name().equals(name) && f.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /// The requirement that the signature does not meet, if any.
    private static @Nullable String unmet(PdfValue.Dict seed, SignatureSpec spec) {
        int flags = seed.get("Ff") instanceof PdfValue.Num number ? (int) number.index() : 0;
        if ((flags & ~UNDERSTOOD) != 0) {
            return "what is not supported here (Ff " + flags + ")";
        }
        if ((flags & FILTER_REQUIRED) != 0
                && !new PdfValue.Name(SignatureDictionary.FILTER).equals(seed.get("Filter"))) {
            return "another signature handler";
        }
        if ((flags & SUB_FILTER_REQUIRED) != 0
                && !has(seed.get("SubFilter"), new PdfValue.Name(SignatureDictionary.SUB_FILTER))) {
            return "another form of signature than " + SignatureDictionary.SUB_FILTER;
        }
        if ((flags & DIGEST_REQUIRED) != 0
                && !has(seed.get("DigestMethod"), new PdfValue.Str(new byte[] {'S', 'H', 'A', '2', '5', '6'}))) {
            return "another digest than SHA256";
        }
        if ((flags & REASONS_REQUIRED) != 0 && !reasonAllowed(seed.get("Reasons"), spec.reason())) {
            return "one of its own reasons";
        }
        if (seed.get("Cert") instanceof PdfValue.Dict cert
                && cert.get("Ff") instanceof PdfValue.Num certFlags
                && certFlags.index() != 0) {
            return "a certificate of its choice";
        }
        return null;
    }

    private static boolean has(@Nullable PdfValue array, PdfValue item) {
        return array instanceof PdfValue.Array(List<PdfValue> items) && items.contains(item);
    }

    /// A single reason `.` says that none may be given (ISO 32000-2, table 237).
    private static boolean reasonAllowed(@Nullable PdfValue reasons, @Nullable String reason) {
        List<String> allowed = reasons instanceof PdfValue.Array(List<PdfValue> items)
                ? items.stream()
                        .filter(PdfValue.Str.class::isInstance)
                        .map(item -> ((PdfValue.Str) item).text())
                        .toList()
                : List.of();
        if (allowed.isEmpty() || allowed.equals(List.of("."))) {
            return reason == null;
        }
        return reason != null && allowed.contains(reason);
    }

    private static String text(Rectangle r) {
        return String.format(java.util.Locale.ROOT, "%.2f × %.2f at %.2f, %.2f", r.width(), r.height(), r.x(), r.y());
    }
}
