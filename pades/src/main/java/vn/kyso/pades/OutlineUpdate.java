package vn.kyso.pades;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// The outline of a document with one more increment, from the increment alone. What comes out equals the outline of
/// the whole file read anew.
final class OutlineUpdate {
    private OutlineUpdate() {}

    /// @param written what [#objects] found in it
    static PdfOutline apply(PdfOutline base, byte[] increment, PdfFile parsed, Map<Integer, PdfValue> written)
            throws MalformedPdfException {
        DocumentDigest digest = DocumentDigest.resume(base.hashState());
        digest.update(increment, 0, increment.length);
        try {
            PdfValue.Dict catalog =
                    written.get(base.catalogRef().number()) instanceof PdfValue.Dict anew ? anew : base.catalog();
            PageTable pages = base.pageTable().with(written, base.nextObject());
            FormOutline form = form(base, catalog, written);
            List<SignatureField> fields = fields(base, form, parsed, pages);
            return new PdfOutline(
                    digest.state(),
                    false,
                    parsed.xrefOffset(),
                    parsed.xrefIsStream(),
                    OutlineReader.nextObject(parsed),
                    fieldNumber(base, fields),
                    OutlineReader.keptOfTrailer(parsed),
                    catalog,
                    form,
                    fields,
                    OutlineReader.certification(fields),
                    store(base, catalog, parsed, written),
                    pages,
                    base.encryption(),
                    base.pdfaPart());
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can't be read", e);
        }
    }

    /// All objects of an increment.
    static Map<Integer, PdfValue> objects(PdfFile parsed) throws MalformedPdfException {
        Map<Integer, PdfValue> objects = new HashMap<>();
        try {
            for (int number : parsed.xref().numbersInUse()) {
                PdfValue value = parsed.object(number);
                if (value != null) {
                    objects.put(number, value);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can't be read", e);
        }
        return objects;
    }

    private static @Nullable FormOutline form(PdfOutline base, PdfValue.Dict catalog, Map<Integer, PdfValue> written) {
        PdfValue value = catalog.get("AcroForm");
        FormOutline before = base.form();
        PdfValue.Dict dict;
        PdfValue.Ref ref = null;
        if (value instanceof PdfValue.Dict direct) {
            dict = direct;
        } else if (value instanceof PdfValue.Ref r && written.get(r.number()) instanceof PdfValue.Dict anew) {
            ref = r;
            dict = anew;
        } else if (before != null) {
            ref = before.ref();
            dict = before.dict();
        } else {
            return null;
        }
        PdfValue listed = dict.get("Fields");
        if (listed instanceof PdfValue.Array direct) {
            return new FormOutline(ref, dict, null, direct);
        }
        PdfValue.Ref fieldsRef = before == null ? null : before.fieldsRef();
        if (fieldsRef != null && written.get(fieldsRef.number()) instanceof PdfValue.Array anew) {
            return new FormOutline(ref, dict, fieldsRef, anew);
        }
        return new FormOutline(ref, dict, fieldsRef, before == null ? new PdfValue.Array(List.of()) : before.fields());
    }

    /// Fields that got their signature, and fields that are new.
    private static List<SignatureField> fields(
            PdfOutline base, @Nullable FormOutline form, PdfFile parsed, PageTable pages)
            throws IOException, MalformedPdfException {
        FieldReader reader = new FieldReader(parsed, IntakeLimits.DEFAULT, pages);
        List<SignatureField> fields = new ArrayList<>();
        for (SignatureField field : base.fields()) {
            PdfValue.Dict anew = parsed.dict(field.ref());
            PdfValue.Dict signature = anew == null ? null : parsed.dict(anew.get("V"));
            fields.add(
                    signature == null || !field.isEmpty()
                            ? field
                            : reader.signed(
                                    field.name(),
                                    field.ref(),
                                    field.page(),
                                    field.rectangle(),
                                    field.readOnly(),
                                    signature));
        }
        int before = base.form() == null ? 0 : base.form().fields().items().size();
        List<PdfValue> listed = form == null ? List.of() : form.fields().items();
        if (listed.size() > before) {
            fields.addAll(reader.read(new PdfValue.Array(listed.subList(before, listed.size()))));
        }
        return fields;
    }

    private static int fieldNumber(PdfOutline base, List<SignatureField> fields) {
        int free = base.fieldNumber();
        for (SignatureField field : fields) {
            free = Math.max(free, OutlineReader.numberAfter(field.name()) + 1);
        }
        return free;
    }

    private static @Nullable SecurityStore store(
            PdfOutline base, PdfValue.Dict catalog, PdfFile parsed, Map<Integer, PdfValue> written)
            throws IOException, MalformedPdfException {
        PdfValue value = catalog.get("DSS");
        SecurityStore before = base.store();
        // One that stands in the catalog itself is not written anew but as an object of its own.
        if (!(value instanceof PdfValue.Ref ref) || !written.containsKey(ref.number())) {
            return before;
        }
        PdfValue.Dict dict = parsed.dict(ref);
        if (dict == null) {
            return before;
        }
        SecurityStore kept =
                before == null ? new SecurityStore(null, PdfValue.Dict.EMPTY, List.of(), List.of(), List.of()) : before;
        return new SecurityStore(
                ref,
                SecurityStore.withoutArrays(dict),
                entries(parsed, dict.get("Certs"), kept.certificates()),
                entries(parsed, dict.get("OCSPs"), kept.ocspResponses()),
                entries(parsed, dict.get("CRLs"), kept.crls()));
    }

    private static List<SecurityStore.Entry> entries(
            PdfFile parsed, @Nullable PdfValue listed, List<SecurityStore.Entry> before)
            throws IOException, MalformedPdfException {
        List<SecurityStore.Entry> entries = new ArrayList<>();
        PdfValue.Array array = parsed.array(listed);
        if (array != null) {
            for (PdfValue item : array.items()) {
                if (parsed.resolve(item) instanceof PdfValue.Stream stream && item instanceof PdfValue.Ref ref) {
                    entries.add(new SecurityStore.Entry(ref, OutlineReader.digest(parsed.streamData(stream))));
                } else {
                    before.stream().filter(e -> e.ref().equals(item)).forEach(entries::add);
                }
            }
        }
        return entries;
    }
}
