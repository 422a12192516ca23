package vn.kyso.pades.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfValue;

/// What a revision changed, object by object. An object that differs is looked at for the part it played before: the
/// few parts that may change have rules, everything else is a change. Objects are compared one level deep, which is
/// enough, because what they refer to keeps its number and is compared itself; numbers that were referred to before
/// anything stood under them count as changed when they are filled.
final class RevisionDiff {
    private static final int MAX_COMPARED_BYTES = 8 << 20;

    private final View before;
    private final View after;
    private final References references;
    private final FieldDiff fields;
    private final Set<Integer> securityStore = new HashSet<>();
    private final Set<Integer> resources = new HashSet<>();
    private final List<Found> found = new ArrayList<>();

    /// @param references of all objects up to and with the revision before
    RevisionDiff(View before, View after, References references) throws IOException, MalformedPdfException {
        this.before = before;
        this.after = after;
        this.references = references;
        this.fields = new FieldDiff(before, after);
        collect(before, before.catalog().get("DSS"), securityStore, 4);
        PdfValue.Dict form = before.form();
        collect(before, form == null ? null : form.get("DR"), resources, 1);
    }

    List<Found> compare() throws IOException, MalformedPdfException {
        trailer();
        Set<Integer> touched = new LinkedHashSet<>();
        int highest =
                Math.max(before.file().xref().highest(), after.file().xref().highest());
        for (int number = 1; number <= highest; number++) {
            if (!before.file().hasSameEntry(number, after.file())) {
                touched.add(number);
                entry(number);
            }
        }
        found.addAll(fields.newNodes());
        references.addFrom(
                after.file(), touched.stream().filter(after.file()::isInUse).toList());
        return found;
    }

    private void trailer() throws IOException, MalformedPdfException {
        PdfValue.Dict old = before.file().trailer();
        PdfValue.Dict now = after.file().trailer();
        if (!Objects.equals(old.get("Root"), now.get("Root"))) {
            found.add(Found.of(Change.Kind.OTHER, "The document's catalog is another one"));
        }
        if (!Objects.equals(old.get("Encrypt"), now.get("Encrypt"))) {
            found.add(Found.of(Change.Kind.OTHER, "The encryption is another one"));
        }
        if (!Objects.equals(old.get("Info"), now.get("Info"))) {
            found.add(Found.of(Change.Kind.METADATA, "Document information"));
        }
    }

    private void entry(int number) throws IOException, MalformedPdfException {
        boolean was = before.file().isInUse(number);
        boolean is = after.file().isInUse(number);
        if (is && after.file().offsetOf(number) < before.end()) {
            found.add(Found.grave(
                    Finding.Code.HIDDEN_CONTENT,
                    "Object " + number + " was brought out of bytes that stood in the earlier revision"));
            return;
        }
        if (!was) {
            if (references.has(number) && !isBookkeeping(after.file().object(number))) {
                found.add(Found.grave(
                        Finding.Code.HIDDEN_CONTENT, "Object " + number + " was referred to before it was there"));
            }
            return;
        }
        PdfValue old = before.file().object(number);
        PdfValue now = is ? after.file().object(number) : null;
        if (isBookkeeping(old) && (now == null || isBookkeeping(now) || !references.has(number))) {
            return;
        }
        if (now == null) {
            if (references.has(number)) {
                found.add(Found.of(Change.Kind.OTHER, "Object " + number + " was removed"));
            }
            return;
        }
        if (!same(old, now)) {
            changed(number, old, now);
        }
    }

    private void changed(int number, @Nullable PdfValue old, PdfValue now) throws IOException, MalformedPdfException {
        PdfValue.Dict oldDict = old instanceof PdfValue.Dict dict ? dict : PdfValue.Dict.EMPTY;
        PdfValue.Dict nowDict = now instanceof PdfValue.Dict dict ? dict : PdfValue.Dict.EMPTY;
        FieldNode field = before.fields().get(number);
        Integer page = before.pages().get(number);
        Integer annotations = before.annotsArrays().get(number);
        FieldNode shownBy = before.appearances().get(number);
        boolean alone = !references.hasTwice(number);
        if (number == before.catalogNumber()) {
            catalog(oldDict, nowDict);
        } else if (before.catalog().get("AcroForm") instanceof PdfValue.Ref form && form.number() == number) {
            form(oldDict, nowDict);
        } else if (field != null) {
            found.addAll(fields.changed(field, nowDict));
        } else if (page != null) {
            page(page, oldDict, nowDict);
        } else if (annotations != null && alone) {
            annotations(annotations, old, now);
        } else if (before.kidsArrays().contains(number) && alone) {
            found.addAll(fields.listChanged(old, now));
        } else if (securityStore.contains(number) && alone && !(old instanceof PdfValue.Stream)) {
            found.add(Found.of(Change.Kind.VALIDATION_DATA, "Certificates and revocation data"));
        } else if (isMetadata(number) && alone) {
            found.add(Found.of(Change.Kind.METADATA, "Metadata"));
        } else if (shownBy != null && alone) {
            found.addAll(fields.appearanceChanged(shownBy));
        } else if (resources.contains(number) && alone && addsOnly(oldDict, nowDict)) {
            found.add(Found.of(Change.Kind.FORM_FILLING, "Resources of the form"));
        } else {
            found.add(Found.of(Change.Kind.OTHER, "Object " + number + " (" + what(old) + ") is another one"));
        }
    }

    private void catalog(PdfValue.Dict old, PdfValue.Dict now) throws IOException, MalformedPdfException {
        for (String key : differing(old, now)) {
            switch (key) {
                case "DSS" -> found.add(Found.of(Change.Kind.VALIDATION_DATA, "Certificates and revocation data"));
                case "AcroForm" -> {
                    PdfValue.Dict nowForm = after.file().dict(now.get(key));
                    if (nowForm == null) {
                        found.add(Found.of(Change.Kind.OTHER, "The form was removed"));
                    } else {
                        PdfValue.Dict oldForm = before.file().dict(old.get(key));
                        form(oldForm == null ? PdfValue.Dict.EMPTY : oldForm, nowForm);
                    }
                }
                case "Metadata" -> found.add(Found.of(Change.Kind.METADATA, "Metadata"));
                case "Extensions", "Version" -> found.add(Found.of(Change.Kind.METADATA, "The version of PDF used"));
                default -> found.add(Found.of(Change.Kind.OTHER, "The catalog's " + key + " is another one"));
            }
        }
    }

    private void form(PdfValue.Dict old, PdfValue.Dict now) throws IOException, MalformedPdfException {
        for (String key : differing(old, now)) {
            switch (key) {
                case "Fields" ->
                    found.addAll(fields.listChanged(
                            before.file().resolve(old.get(key)), after.file().resolve(now.get(key))));
                case "SigFlags" -> {
                    // Says only that there are signatures.
                }
                case "NeedAppearances" -> {
                    if (!(after.file().resolve(now.get(key)) instanceof PdfValue.Bool(boolean asked)) || asked) {
                        found.add(Found.grave(
                                Finding.Code.NEEDS_APPEARANCES, "Readers are told to draw the fields anew"));
                    }
                }
                case "DR" -> {
                    if (resourcesAdded(old.get(key), now.get(key))) {
                        found.add(Found.of(Change.Kind.FORM_FILLING, "Resources of the form"));
                    } else {
                        found.add(Found.of(Change.Kind.OTHER, "The form's resources are others"));
                    }
                }
                case "DA" -> {
                    if (old.get(key) != null) {
                        found.add(Found.of(Change.Kind.OTHER, "The form's default appearance is another one"));
                    }
                }
                default -> found.add(Found.of(Change.Kind.OTHER, "The form's " + key + " is another one"));
            }
        }
    }

    private boolean resourcesAdded(@Nullable PdfValue old, @Nullable PdfValue now)
            throws IOException, MalformedPdfException {
        PdfValue.Dict oldDict = before.file().dict(old);
        PdfValue.Dict nowDict = after.file().dict(now);
        if (oldDict == null) {
            return true;
        }
        if (nowDict == null) {
            return false;
        }
        for (String key : differing(oldDict, nowDict)) {
            PdfValue.Dict oldKind = before.file().dict(oldDict.get(key));
            PdfValue.Dict nowKind = after.file().dict(nowDict.get(key));
            if (oldDict.get(key) != null && (oldKind == null || nowKind == null || !addsOnly(oldKind, nowKind))) {
                return false;
            }
        }
        return true;
    }

    private void page(int page, PdfValue.Dict old, PdfValue.Dict now) throws IOException, MalformedPdfException {
        for (String key : differing(old, now)) {
            if (key.equals("Annots")) {
                annotations(
                        page, before.file().resolve(old.get(key)), after.file().resolve(now.get(key)));
            } else {
                found.add(Found.of(Change.Kind.OTHER, "The " + key + " of page " + page + " is another one"));
            }
        }
    }

    private void annotations(int page, @Nullable PdfValue old, @Nullable PdfValue now)
            throws IOException, MalformedPdfException {
        List<PdfValue> oldItems = old instanceof PdfValue.Array array ? array.items() : List.of();
        List<PdfValue> nowItems = now instanceof PdfValue.Array array ? array.items() : List.of();
        List<PdfValue> added = Lists.added(oldItems, nowItems);
        if (added == null) {
            found.add(Found.of(Change.Kind.OTHER, "An annotation of page " + page + " was removed or moved"));
            return;
        }
        for (PdfValue item : added) {
            FieldNode field = item instanceof PdfValue.Ref ref ? after.fields().get(ref.number()) : null;
            boolean newField = field != null && !before.fields().containsKey(field.number());
            if (!newField) {
                PdfValue.Dict dict = after.file().dict(item);
                String kind =
                        dict != null && after.file().resolve(dict.get("Subtype")) instanceof PdfValue.Name(String s)
                                ? s
                                : "unknown";
                found.add(Annotations.added(page, kind, dict));
            }
        }
    }

    private boolean isMetadata(int number) {
        return before.file().trailer().get("Info") instanceof PdfValue.Ref info && info.number() == number
                || before.catalog().get("Metadata") instanceof PdfValue.Ref metadata && metadata.number() == number
                || before.catalog().get("Extensions") instanceof PdfValue.Ref extensions
                        && extensions.number() == number;
    }

    private static void collect(View view, @Nullable PdfValue value, Set<Integer> into, int depth)
            throws IOException, MalformedPdfException {
        if (value instanceof PdfValue.Ref ref && !into.add(ref.number())) {
            return;
        }
        PdfValue resolved = view.file().resolve(value);
        if (depth == 0 && !(resolved instanceof PdfValue.Dict)) {
            return;
        }
        List<PdfValue> inner = switch (resolved) {
            case PdfValue.Dict dict -> List.copyOf(dict.entries().values());
            case PdfValue.Array array -> array.items();
            case null, default -> List.<PdfValue>of();
        };
        for (PdfValue item : depth == 0 ? List.<PdfValue>of() : inner) {
            collect(view, item, into, depth - 1);
        }
    }

    private boolean same(@Nullable PdfValue old, PdfValue now) throws IOException, MalformedPdfException {
        if (old instanceof PdfValue.Stream a && now instanceof PdfValue.Stream b) {
            long length = before.file().resolve(a.dict().get("Length")) instanceof PdfValue.Num n ? n.index() : -1;
            return a.dict().equals(b.dict())
                    && length >= 0
                    && length <= MAX_COMPARED_BYTES
                    && java.util.Arrays.equals(
                            before.file().rawStreamData(a), after.file().rawStreamData(b));
        }
        return now.equals(old);
    }

    private static boolean addsOnly(PdfValue.Dict old, PdfValue.Dict now) {
        return old.entries().entrySet().stream()
                .allMatch(e -> e.getValue().equals(now.entries().get(e.getKey())));
    }

    static Set<String> differing(PdfValue.Dict old, PdfValue.Dict now) {
        Set<String> keys = new LinkedHashSet<>(old.entries().keySet());
        keys.addAll(now.entries().keySet());
        keys.removeIf(key -> Objects.equals(old.get(key), now.get(key)));
        return keys;
    }

    /// Cross-reference and object streams: how a file is written, not what it says.
    private static boolean isBookkeeping(@Nullable PdfValue value) {
        return value instanceof PdfValue.Stream stream
                && (stream.dict().isOfType("XRef") || stream.dict().isOfType("ObjStm"));
    }

    private static String what(@Nullable PdfValue value) {
        PdfValue.Dict dict = switch (value) {
            case PdfValue.Dict own -> own;
            case PdfValue.Stream stream -> stream.dict();
            case null, default -> PdfValue.Dict.EMPTY;
        };
        if (dict.get("Type") instanceof PdfValue.Name(String type) && type.matches("[A-Za-z0-9]{1,30}")) {
            return type;
        }
        return value instanceof PdfValue.Stream ? "stream" : value instanceof PdfValue.Dict ? "dictionary" : "value";
    }
}
