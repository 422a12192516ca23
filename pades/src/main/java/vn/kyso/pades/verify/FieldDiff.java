package vn.kyso.pades.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfValue;

/// What a revision changed in the form: signed, filled in, added fields to sign in, or something that nobody may do.
final class FieldDiff {
    private static final Set<String> SIGNED = Set.of("V", "AP", "MK", "M", "AS", "DA");
    private static final Set<String> FILLED = Set.of("V", "AP", "AS", "I", "RV", "M", "MK");
    private static final Set<String> FILLED_TYPES = Set.of("Tx", "Ch", "Btn");

    private final View before;
    private final View after;

    FieldDiff(View before, View after) {
        this.before = before;
        this.after = after;
    }

    /// A field or widget whose dictionary differs.
    List<Found> changed(FieldNode old, PdfValue.Dict now) throws IOException, MalformedPdfException {
        FieldNode here = after.fields().get(old.number());
        Set<String> keys = RevisionDiff.differing(old.dict(), now);
        if (here == null) {
            return List.of(Found.in(old, Change.Kind.OTHER, "The field " + old.name() + " was removed"));
        }
        List<Found> found = new ArrayList<>();
        if (keys.remove("Kids")) {
            found.addAll(listChanged(
                    before.file().resolve(old.dict().get("Kids")), after.file().resolve(now.get("Kids"))));
        }
        if (keys.isEmpty()) {
            return found;
        }
        boolean valueIsNew = !Objects.equals(old.value(), here.value());
        if (old.isSignature()) {
            boolean signedNow = old.value() == null && here.value() != null;
            if (!signedNow || !SIGNED.containsAll(keys)) {
                found.add(Found.in(
                        old,
                        Change.Kind.OTHER,
                        (old.value() == null ? "The field " : "The signed field ") + old.name() + " is another one: "
                                + String.join(", ", keys)));
            } else if (keys.contains("V")) {
                found.add(signature(here, false));
            }
            return found;
        }
        if (!FILLED_TYPES.contains(String.valueOf(old.type())) || !FILLED.containsAll(keys)) {
            found.add(Found.in(
                    old, Change.Kind.OTHER, "The field " + old.name() + " is another one: " + String.join(", ", keys)));
        } else if (valueIsNew) {
            found.add(Found.in(old, Change.Kind.FORM_FILLING, "The field " + old.name() + " was filled in"));
        } else {
            found.add(new Found(
                    Change.Kind.OTHER,
                    Finding.Code.HIDDEN_CONTENT,
                    old.name(),
                    false,
                    "The field " + old.name() + " shows something else though its value is the same"));
        }
        return found;
    }

    /// A list of fields: it may only grow, and only by fields that [#newNodes] looks at.
    List<Found> listChanged(@Nullable PdfValue old, @Nullable PdfValue now) {
        List<PdfValue> oldItems = old instanceof PdfValue.Array array ? array.items() : List.of();
        List<PdfValue> nowItems = now instanceof PdfValue.Array array ? array.items() : List.of();
        return Lists.added(oldItems, nowItems) == null
                ? List.of(Found.of(Change.Kind.OTHER, "A field was removed or moved"))
                : List.of();
    }

    /// The drawing of a field was written over.
    List<Found> appearanceChanged(FieldNode old) {
        FieldNode here = after.fields().get(old.number());
        boolean filled = here != null
                && FILLED_TYPES.contains(String.valueOf(old.type()))
                && !Objects.equals(old.value(), here.value());
        boolean signed = here != null && old.isSignature() && old.value() == null && here.value() != null;
        if (signed) {
            return List.of();
        }
        return List.of(
                filled
                        ? Found.in(old, Change.Kind.FORM_FILLING, "The field " + old.name() + " was filled in")
                        : new Found(
                                Change.Kind.OTHER,
                                Finding.Code.HIDDEN_CONTENT,
                                old.name(),
                                false,
                                "The field " + old.name() + " shows something else though its value is the same"));
    }

    /// Fields that were not there before, and whether those that were are still who they were.
    List<Found> newNodes() throws IOException, MalformedPdfException {
        List<Found> found = new ArrayList<>();
        for (FieldNode node : after.fields().values()) {
            FieldNode old = before.fields().get(node.number());
            if (old == null) {
                found.addAll(added(node));
            } else if (!old.name().equals(node.name()) || !Objects.equals(old.type(), node.type())) {
                found.add(Found.in(old, Change.Kind.OTHER, "The field " + old.name() + " has another name or type"));
            }
        }
        return found;
    }

    private List<Found> added(FieldNode node) throws IOException, MalformedPdfException {
        if (node.parent() != null && !node.ownField()) {
            // A widget counts with its field, if that is new as well.
            boolean ofNewField = !before.fields().containsKey(node.parent().number());
            return ofNewField && node.isSignature()
                    ? List.of()
                    : List.of(Found.in(node, Change.Kind.OTHER, "The field " + node.name() + " is shown once more"));
        }
        if (before.hasFieldNamed(node.name())) {
            return List.of(Found.grave(
                    Finding.Code.STRUCTURE_AMBIGUOUS,
                    "A second field is named " + node.name() + ", as one that was there"));
        }
        if (!node.isSignature()) {
            return List.of(Found.in(node, Change.Kind.OTHER, "The field " + node.name() + " is new"));
        }
        if (node.value() != null) {
            return List.of(signature(node, isVisible(node)));
        }
        return List.of(
                isVisible(node)
                        ? new Found(
                                Change.Kind.SIGNATURE_FIELD,
                                Finding.Code.HIDDEN_CONTENT,
                                node.name(),
                                true,
                                "The new field " + node.name() + " shows something and is not signed")
                        : Found.in(node, Change.Kind.SIGNATURE_FIELD, "A field to sign in: " + node.name()));
    }

    private Found signature(FieldNode node, boolean visibleNewField) throws IOException, MalformedPdfException {
        PdfValue.Dict dict = after.file().dict(node.value());
        boolean timestamp = dict != null
                && after.file().resolve(dict.get("SubFilter")) instanceof PdfValue.Name(String subFilter)
                && subFilter.equals("ETSI.RFC3161");
        if (timestamp && !visibleNewField) {
            return Found.in(node, Change.Kind.DOCUMENT_TIMESTAMP, "A document timestamp");
        }
        return new Found(
                Change.Kind.SIGNATURE, null, node.name(), visibleNewField, "A signature in the field " + node.name());
    }

    private boolean isVisible(FieldNode node) throws IOException, MalformedPdfException {
        for (FieldNode kid : after.kidsOf(node)) {
            if (shows(kid)) {
                return true;
            }
        }
        return shows(node);
    }

    private boolean shows(FieldNode node) throws IOException, MalformedPdfException {
        return node.dict().get("AP") != null && hasArea(node);
    }

    private boolean hasArea(FieldNode node) throws IOException, MalformedPdfException {
        PdfValue.Array rectangle = after.file().array(node.dict().get("Rect"));
        if (rectangle == null || rectangle.items().size() != 4) {
            return true;
        }
        double[] corners = new double[4];
        for (int i = 0; i < 4; i++) {
            corners[i] = after.file().resolve(rectangle.items().get(i)) instanceof PdfValue.Num number
                    ? number.value()
                    : Double.NaN;
        }
        return !(corners[0] == corners[2] || corners[1] == corners[3]);
    }
}
