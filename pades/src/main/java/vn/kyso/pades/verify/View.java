package vn.kyso.pades.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.IntakeLimits;
import vn.kyso.pades.PdfSource;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// A revision of a file as a reader sees it, and what part its objects play.
final class View {
    private final PdfFile file;
    private final int revision;
    private final int catalogNumber;
    private final PdfValue.Dict catalog;
    private final Map<Integer, Integer> pages = new HashMap<>();
    private final Map<Integer, Integer> annotsArrays = new HashMap<>();
    private final Map<Integer, Integer> pageOfAnnotation = new HashMap<>();
    private final Map<Integer, FieldNode> fields = new LinkedHashMap<>();
    private final Set<Integer> kidsArrays = new HashSet<>();
    private final Map<Integer, FieldNode> appearances = new HashMap<>();
    private final Map<Integer, List<FieldNode>> kids = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    private View(PdfFile file, int revision) throws IOException, MalformedPdfException {
        this.file = file;
        this.revision = revision;
        if (!(file.trailer().get("Root") instanceof PdfValue.Ref root)
                || !(file.resolve(root) instanceof PdfValue.Dict dict)) {
            throw new MalformedPdfException("No catalog");
        }
        this.catalogNumber = root.number();
        this.catalog = dict;
        page(dict.get("Pages"), new HashSet<>(), 0);
        PdfValue.Dict form = form();
        if (form != null) {
            if (form.get("Fields") instanceof PdfValue.Ref array) {
                kidsArrays.add(array.number());
            }
            readFields(file.array(form.get("Fields")), null, 0);
        }
    }

    /// @param end of the revision
    /// @param revision from 1
    static View of(PdfSource whole, long end, int revision) throws IOException, MalformedPdfException {
        return new View(PdfFile.open(new Prefix(whole, end), IntakeLimits.VERIFYING), revision);
    }

    PdfFile file() {
        return file;
    }

    int revision() {
        return revision;
    }

    /// Offset of the byte after its last.
    long end() {
        return file.size();
    }

    int catalogNumber() {
        return catalogNumber;
    }

    PdfValue.Dict catalog() {
        return catalog;
    }

    PdfValue.@Nullable Dict form() throws IOException, MalformedPdfException {
        return file.dict(catalog.get("AcroForm"));
    }

    /// By object number.
    Map<Integer, FieldNode> fields() {
        return fields;
    }

    /// Page numbers from 1 by the page's object number.
    Map<Integer, Integer> pages() {
        return pages;
    }

    /// Page numbers by the number of the array that lists its annotations, where that is an object of its own.
    Map<Integer, Integer> annotsArrays() {
        return annotsArrays;
    }

    /// Numbers of arrays that list fields.
    Set<Integer> kidsArrays() {
        return kidsArrays;
    }

    /// Whose appearance an object is.
    Map<Integer, FieldNode> appearances() {
        return appearances;
    }

    /// The fields with a signature in them, in the form's order.
    List<FieldNode> signed() {
        return fields.values().stream()
                .filter(f -> f.ownField() && f.isSignature() && f.value() != null)
                .filter(f -> kidsOf(f).stream().noneMatch(FieldNode::ownField))
                .toList();
    }

    List<FieldNode> kidsOf(FieldNode node) {
        return kids.getOrDefault(node.number(), List.of());
    }

    boolean hasFieldNamed(String name) {
        return names.contains(name);
    }

    private void page(@Nullable PdfValue value, Set<Integer> above, int depth)
            throws IOException, MalformedPdfException {
        if (!(value instanceof PdfValue.Ref ref) || depth > IntakeLimits.VERIFYING.maxDepth()) {
            throw new MalformedPdfException("A page tree that can't be walked");
        }
        PdfValue.Dict dict = file.dict(ref);
        if (dict == null || !above.add(ref.number())) {
            throw new MalformedPdfException("A page tree with a node that is missing or listed twice");
        }
        PdfValue.Array kids = dict.isOfType("Page") ? null : file.array(dict.get("Kids"));
        if (kids != null) {
            for (PdfValue kid : kids.items()) {
                page(kid, above, depth + 1);
            }
            return;
        }
        int number = pages.size() + 1;
        if (number > IntakeLimits.VERIFYING.maxPages()) {
            throw MalformedPdfException.tooComplex("More pages than the limit");
        }
        pages.put(ref.number(), number);
        if (dict.get("Annots") instanceof PdfValue.Ref array) {
            annotsArrays.put(array.number(), number);
        }
        PdfValue.Array annotations = file.array(dict.get("Annots"));
        if (annotations != null) {
            for (PdfValue annotation : annotations.items()) {
                if (annotation instanceof PdfValue.Ref widget) {
                    pageOfAnnotation.putIfAbsent(widget.number(), number);
                }
            }
        }
    }

    private void readFields(PdfValue.@Nullable Array items, @Nullable FieldNode parent, int depth)
            throws IOException, MalformedPdfException {
        if (items == null) {
            return;
        }
        if (depth > IntakeLimits.VERIFYING.maxDepth()) {
            throw new MalformedPdfException("A field tree that goes too deep");
        }
        for (PdfValue item : items.items()) {
            if (!(item instanceof PdfValue.Ref ref) || !(file.resolve(ref) instanceof PdfValue.Dict dict)) {
                continue;
            }
            FieldNode node = node(ref.number(), dict, parent);
            if (fields.putIfAbsent(ref.number(), node) != null) {
                throw new MalformedPdfException("A field that is listed twice");
            }
            if (node.ownField()) {
                names.add(node.name());
            }
            if (parent != null) {
                kids.computeIfAbsent(parent.number(), n -> new ArrayList<>()).add(node);
            }
            readAppearances(node);
            if (dict.get("Kids") instanceof PdfValue.Ref array) {
                kidsArrays.add(array.number());
            }
            readFields(file.array(dict.get("Kids")), node, depth + 1);
        }
    }

    private FieldNode node(int number, PdfValue.Dict dict, @Nullable FieldNode parent)
            throws IOException, MalformedPdfException {
        boolean ownField = parent == null || dict.get("T") != null || dict.get("Kids") != null;
        String name = parent == null ? "" : parent.name();
        if (file.resolve(dict.get("T")) instanceof PdfValue.Str partial) {
            name = name.isEmpty() ? partial.text() : name + "." + partial.text();
        }
        String type = file.resolve(dict.get("FT")) instanceof PdfValue.Name(String own)
                ? own
                : parent == null ? null : parent.type();
        PdfValue value = dict.get("V");
        if (value == null && parent != null) {
            value = parent.value();
        }
        int page = pageOfAnnotation.getOrDefault(number, 0);
        if (page == 0 && file.array(dict.get("Kids")) instanceof PdfValue.Array kids) {
            page = kids.items().stream()
                    .filter(PdfValue.Ref.class::isInstance)
                    .map(kid -> pageOfAnnotation.getOrDefault(((PdfValue.Ref) kid).number(), 0))
                    .filter(p -> p > 0)
                    .findFirst()
                    .orElse(0);
        }
        return new FieldNode(name, number, parent, ownField, dict, type, value, page);
    }

    private void readAppearances(FieldNode node) throws IOException, MalformedPdfException {
        PdfValue.Dict appearance = file.dict(node.dict().get("AP"));
        if (appearance == null) {
            return;
        }
        List<PdfValue> found = new ArrayList<>(appearance.entries().values());
        found.add(node.dict().get("AP") instanceof PdfValue.Ref ref ? ref : PdfValue.Null.NULL);
        for (PdfValue value : found) {
            if (value instanceof PdfValue.Ref ref) {
                appearances.put(ref.number(), node);
            }
            PdfValue.Dict states = file.resolve(value) instanceof PdfValue.Dict dict ? dict : PdfValue.Dict.EMPTY;
            for (PdfValue state : states.entries().values()) {
                if (state instanceof PdfValue.Ref ref) {
                    appearances.put(ref.number(), node);
                }
            }
        }
    }
}
