package vn.kyso.pades;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.Encryption;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// Makes an outline of a whole file.
final class OutlineReader {
    private static final List<String> KEPT_OF_TRAILER = List.of("Root", "Info", "ID", "Encrypt");
    /// A number larger than twice what is there, and this, is a mistake, not a reserve.
    private static final int SIZE_SLACK = 1000;

    private static final String FIELD_NAME = "Signature";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,8}");

    private final PdfFile file;
    private final IntakeLimits limits;

    OutlineReader(PdfFile file, IntakeLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    PdfOutline read(HashState hash, boolean needsLineEnd, @Nullable Encryption encryption)
            throws IOException, MalformedPdfException {
        file.checkEveryEntry();
        if (!(file.trailer().get("Root") instanceof PdfValue.Ref root)) {
            throw new MalformedPdfException("A trailer without Root");
        }
        PdfValue.Dict catalog = file.dict(root);
        if (catalog == null) {
            throw new MalformedPdfException("No catalog");
        }
        PageTable pages = new PageReader(file, limits).read(catalog);
        FormOutline form = form(file, catalog);
        List<SignatureField> fields =
                form == null ? List.of() : new FieldReader(file, limits, pages).read(form.fields());
        SecurityStore store = store(file, catalog);
        requireDistinct(root, form, fields, pages, store);
        int fieldNumber = form == null ? 1 : fieldNumber(file, form.fields());
        PdfValue.Dict trailer = keptOfTrailer(file);
        return new PdfOutline(
                hash,
                needsLineEnd,
                file.xrefOffset(),
                file.xrefIsStream(),
                nextObject(file),
                fieldNumber,
                trailer,
                catalog,
                form,
                fields,
                certification(fields),
                store,
                pages,
                encryption,
                encryption == null ? PdfaClaim.part(file, catalog) : 0);
    }

    /// What one object is, another can't be as well: a signature writes each of them anew in its own way.
    private static void requireDistinct(
            PdfValue.Ref catalog,
            @Nullable FormOutline form,
            List<SignatureField> fields,
            PageTable pages,
            @Nullable SecurityStore store)
            throws MalformedPdfException {
        Set<Integer> known = new HashSet<>();
        List<PdfValue.@Nullable Ref> refs = new ArrayList<>();
        refs.add(catalog);
        refs.add(form == null ? null : form.ref());
        refs.add(store == null ? null : store.ref());
        for (SignatureField field : fields) {
            refs.add(field.ref());
            refs.add(field.widgetRef());
        }
        for (PdfValue.Ref ref : refs) {
            if (ref != null && (!known.add(ref.number()) || pages.indexOf(ref.number()) >= 0)) {
                throw new MalformedPdfException("Object " + ref.number() + " is two things at once");
            }
        }
    }

    /// Above all that is in use, above Size, and above what was referred to and is not there, which must not come to
    /// mean something new; each where it is not out of all proportion. Called when all that is kept has been read.
    static int nextObject(PdfFile file) {
        long free = file.xref().highest() + 1L;
        long believed = 2 * free + SIZE_SLACK;
        long size = file.trailer().get("Size") instanceof PdfValue.Num number ? number.index() : 0;
        long aboveMissing = file.highestMissing() + 1L;
        return (int) Math.max(free, Math.max(size <= believed ? size : 0, aboveMissing <= believed ? aboveMissing : 0));
    }

    /// Info, Root, ID and Encrypt as values that stand alone.
    static PdfValue.Dict keptOfTrailer(PdfFile file) throws IOException, MalformedPdfException {
        Map<String, PdfValue> kept = new LinkedHashMap<>();
        for (String key : KEPT_OF_TRAILER) {
            PdfValue value = file.trailer().get(key);
            if (value != null) {
                PdfValue resolved = key.equals("ID") ? file.resolve(value) : value;
                kept.put(key, resolved == null ? value : resolved);
            }
        }
        return new PdfValue.Dict(kept);
    }

    /// The half of ID that stays the same; empty if there is none.
    static byte[] firstId(PdfValue.Dict trailer) {
        return trailer.get("ID") instanceof PdfValue.Array(List<PdfValue> halves)
                        && !halves.isEmpty()
                        && halves.getFirst() instanceof PdfValue.Str half
                ? half.bytes()
                : new byte[0];
    }

    static @Nullable FormOutline form(PdfFile file, PdfValue.Dict catalog) throws IOException, MalformedPdfException {
        PdfValue value = catalog.get("AcroForm");
        PdfValue.Dict dict = file.dict(value);
        if (dict == null) {
            return null;
        }
        PdfValue fields = dict.get("Fields");
        PdfValue.Array array = file.array(fields);
        return new FormOutline(
                value instanceof PdfValue.Ref ref ? ref : null,
                dict,
                array != null && fields instanceof PdfValue.Ref ref ? ref : null,
                array == null ? new PdfValue.Array(List.of()) : array);
    }

    /// One more than the highest number that ends a name `Signature…` at the top of the field tree.
    static int fieldNumber(PdfFile file, PdfValue.Array fields) throws IOException, MalformedPdfException {
        int free = 1;
        for (PdfValue item : fields.items()) {
            PdfValue.Dict field = file.dict(item);
            if (field != null && file.resolve(field.get("T")) instanceof PdfValue.Str name) {
                free = Math.max(free, numberAfter(name.text()) + 1);
            }
        }
        return free;
    }

    static String fieldName(int number) {
        return FIELD_NAME + number;
    }

    static int numberAfter(String name) {
        if (!name.startsWith(FIELD_NAME)
                || !NUMBER.matcher(name.substring(FIELD_NAME.length())).matches()) {
            return 0;
        }
        return Integer.parseInt(name.substring(FIELD_NAME.length()));
    }

    static @Nullable Certification certification(List<SignatureField> fields) {
        Certification strictest = null;
        for (SignatureField field : fields) {
            strictest = Certification.strictest(strictest, field.certifies());
        }
        return strictest;
    }

    static @Nullable SecurityStore store(PdfFile file, PdfValue.Dict catalog)
            throws IOException, MalformedPdfException {
        PdfValue value = catalog.get("DSS");
        PdfValue.Dict dict = file.dict(value);
        if (dict == null) {
            return null;
        }
        return new SecurityStore(
                value instanceof PdfValue.Ref ref ? ref : null,
                SecurityStore.withoutArrays(dict),
                entries(file, dict.get("Certs")),
                entries(file, dict.get("OCSPs")),
                entries(file, dict.get("CRLs")));
    }

    private static List<SecurityStore.Entry> entries(PdfFile file, @Nullable PdfValue array)
            throws IOException, MalformedPdfException {
        List<SecurityStore.Entry> entries = new ArrayList<>();
        PdfValue.Array references = file.array(array);
        if (references != null) {
            for (PdfValue item : references.items()) {
                if (item instanceof PdfValue.Ref ref && file.resolve(ref) instanceof PdfValue.Stream stream) {
                    entries.add(new SecurityStore.Entry(ref, digest(file.streamData(stream))));
                }
            }
        }
        return entries;
    }

    static String digest(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
