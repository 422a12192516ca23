package vn.kyso.pades;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.Encryption;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.pades.pdf.PdfValues;
import vn.kyso.pades.pdf.PdfWriter;

/// The kept form of an outline: a magic number with its version, then the fields in order, PDF values as PDF.
final class OutlineCodec {
    private static final int MAGIC_V1 = 0x4b594f31; // KYO1
    /// The same with the encryption dictionary at the end.
    private static final int MAGIC_V2 = 0x4b594f32; // KYO2

    /// The same as the first with the part of PDF/A at the end, which is never encrypted.
    private static final int MAGIC_V3 = 0x4b594f33; // KYO3

    private static final int MAX_LIST = 1 << 20;
    private static final int TYPICAL_VALUE_BYTES = 256;

    private OutlineCodec() {}

    static byte[] write(PdfOutline outline) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            Encryption encryption = outline.encryption();
            int plain = outline.pdfaPart() == 0 ? MAGIC_V1 : MAGIC_V3;
            out.writeInt(encryption == null ? plain : MAGIC_V2);
            bytes(out, outline.hashState().toBytes());
            out.writeBoolean(outline.needsLineEnd());
            out.writeLong(outline.xrefOffset());
            out.writeBoolean(outline.xrefIsStream());
            out.writeInt(outline.nextObject());
            out.writeInt(outline.fieldNumber());
            value(out, outline.trailer());
            value(out, outline.catalog());
            form(out, outline.form());
            out.writeInt(outline.fields().size());
            for (SignatureField field : outline.fields()) {
                field(out, field);
            }
            store(out, outline.store());
            outline.pageTable().writeTo(out);
            if (encryption != null) {
                value(out, encryption.dict());
            } else if (outline.pdfaPart() != 0) {
                out.writeByte(outline.pdfaPart());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can't be written", e);
        }
        return bytes.toByteArray();
    }

    static PdfOutline read(byte[] kept) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept));
        try {
            int magic = in.readInt();
            if (magic < MAGIC_V1 || magic > MAGIC_V3) {
                throw new IllegalArgumentException("Not an outline of a known version");
            }
            HashState hash = HashState.fromBytes(bytes(in));
            boolean needsLineEnd = in.readBoolean();
            long xrefOffset = in.readLong();
            boolean xrefIsStream = in.readBoolean();
            int nextObject = in.readInt();
            int fieldNumber = in.readInt();
            PdfValue.Dict trailer = dict(in);
            PdfValue.Dict catalog = dict(in);
            FormOutline form = form(in);
            List<SignatureField> fields = new ArrayList<>();
            for (int i = listSize(in); i > 0; i--) {
                fields.add(field(in));
            }
            SecurityStore store = store(in);
            PageTable pages = PageTable.readFrom(in);
            return new PdfOutline(
                    hash,
                    needsLineEnd,
                    xrefOffset,
                    xrefIsStream,
                    nextObject,
                    fieldNumber,
                    trailer,
                    catalog,
                    form,
                    fields,
                    OutlineReader.certification(fields),
                    store,
                    pages,
                    magic == MAGIC_V2 ? unlocked(dict(in), trailer) : null,
                    magic == MAGIC_V3 ? in.readByte() : 0);
        } catch (IOException | MalformedPdfException e) {
            throw new IllegalArgumentException("Not an outline, or cut", e);
        }
    }

    private static Encryption unlocked(PdfValue.Dict dict, PdfValue.Dict trailer) {
        if (Encryption.unlock(dict, OutlineReader.firstId(trailer))
                instanceof Encryption.Unlocking.Unlocked(Encryption encryption)) {
            return encryption;
        }
        throw new IllegalArgumentException("An outline whose encryption does not open");
    }

    static byte[] pack(PageTable.Page page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        pack(page, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /// @param out writes to memory
    static void pack(PageTable.Page page, DataOutputStream out) {
        try {
            ref(out, page.ref());
            rectangle(out, page.mediaBox());
            rectangle(out, page.cropBox());
            out.writeShort(page.rotation());
            out.writeDouble(page.userUnit());
            optionalRef(out, page.annotsRef());
            // A direct array is within the page already.
            value(out, page.annotsRef() == null ? PdfValue.Null.NULL : page.annots());
            value(out, page.dict());
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can't be written", e);
        }
    }

    static PageTable.Page unpackPage(byte[] packed, int from, int to) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed, from, to - from));
        try {
            PdfValue.Ref ref = ref(in);
            Rectangle mediaBox = rectangle(in);
            Rectangle cropBox = rectangle(in);
            int rotation = in.readShort();
            double userUnit = in.readDouble();
            PdfValue.Ref annotsRef = optionalRef(in);
            PdfValue indirectAnnots = value(in);
            PdfValue.Dict dict = dict(in);
            PdfValue annots = annotsRef == null ? dict.get("Annots") : indirectAnnots;
            return new PageTable.Page(
                    ref,
                    dict,
                    mediaBox,
                    cropBox,
                    rotation,
                    userUnit,
                    annotsRef,
                    annots instanceof PdfValue.Array array ? array : new PdfValue.Array(List.of()));
        } catch (IOException | MalformedPdfException e) {
            throw new IllegalArgumentException("Not a page of an outline", e);
        }
    }

    private static void form(DataOutputStream out, @Nullable FormOutline form) throws IOException {
        out.writeBoolean(form != null);
        if (form != null) {
            optionalRef(out, form.ref());
            value(out, form.dict());
            optionalRef(out, form.fieldsRef());
            value(out, form.fields());
        }
    }

    private static @Nullable FormOutline form(DataInputStream in) throws IOException, MalformedPdfException {
        if (!in.readBoolean()) {
            return null;
        }
        PdfValue.Ref ref = optionalRef(in);
        PdfValue.Dict dict = dict(in);
        PdfValue.Ref fieldsRef = optionalRef(in);
        return new FormOutline(ref, dict, fieldsRef, array(in));
    }

    private static void field(DataOutputStream out, SignatureField field) throws IOException {
        text(out, field.name());
        ref(out, field.ref());
        value(out, field.dict());
        optionalRef(out, field.widgetRef());
        value(out, field.widget());
        out.writeInt(field.page());
        rectangle(out, field.rectangle());
        out.writeBoolean(field.readOnly());
        optional(out, field.lock());
        optional(out, field.seed());
        ExistingSignature signature = field.signature();
        out.writeBoolean(signature != null);
        if (signature != null) {
            text(out, signature.field());
            optionalText(out, signature.name());
            Instant at = signature.signedAt();
            optionalText(out, at == null ? null : at.toString());
            text(out, signature.subFilter());
            out.writeLong(signature.revisionSize());
        }
        Certification certifies = field.certifies();
        out.writeByte(certifies == null ? 0 : certifies.permission());
        // One byte, as when there was one lock or none.
        out.writeByte(field.locks().size());
        for (FieldLock lock : field.locks()) {
            text(out, lock.action());
            out.writeInt(lock.fields().size());
            for (String name : lock.fields()) {
                text(out, name);
            }
        }
    }

    private static SignatureField field(DataInputStream in) throws IOException, MalformedPdfException {
        String name = text(in);
        PdfValue.Ref ref = ref(in);
        PdfValue.Dict dict = dict(in);
        PdfValue.Ref widgetRef = optionalRef(in);
        PdfValue.Dict widget = dict(in);
        int page = in.readInt();
        Rectangle rectangle = rectangle(in);
        boolean readOnly = in.readBoolean();
        PdfValue.Dict lock = optional(in);
        PdfValue.Dict seed = optional(in);
        ExistingSignature signature = null;
        if (in.readBoolean()) {
            String field = text(in);
            String signer = optionalText(in);
            String at = optionalText(in);
            signature = new ExistingSignature(
                    field, signer, at == null ? null : Instant.parse(at), text(in), in.readLong());
        }
        int permission = in.readByte();
        List<FieldLock> locks = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            String action = text(in);
            List<String> names = new ArrayList<>();
            for (int i = listSize(in); i > 0; i--) {
                names.add(text(in));
            }
            locks.add(new FieldLock(action, names));
        }
        return new SignatureField(
                name,
                ref,
                dict,
                widgetRef,
                widget,
                page,
                rectangle,
                readOnly,
                lock,
                seed,
                signature,
                locks,
                permission == 0 ? null : Certification.of(permission));
    }

    private static void store(DataOutputStream out, @Nullable SecurityStore store) throws IOException {
        out.writeBoolean(store != null);
        if (store != null) {
            optionalRef(out, store.ref());
            value(out, store.dict());
            for (List<SecurityStore.Entry> entries :
                    List.of(store.certificates(), store.ocspResponses(), store.crls())) {
                out.writeInt(entries.size());
                for (SecurityStore.Entry entry : entries) {
                    ref(out, entry.ref());
                    text(out, entry.sha256());
                }
            }
        }
    }

    private static @Nullable SecurityStore store(DataInputStream in) throws IOException, MalformedPdfException {
        if (!in.readBoolean()) {
            return null;
        }
        PdfValue.Ref ref = optionalRef(in);
        PdfValue.Dict dict = dict(in);
        List<List<SecurityStore.Entry>> lists = new ArrayList<>();
        for (int list = 0; list < 3; list++) {
            List<SecurityStore.Entry> entries = new ArrayList<>();
            for (int i = listSize(in); i > 0; i--) {
                entries.add(new SecurityStore.Entry(ref(in), text(in)));
            }
            lists.add(entries);
        }
        return new SecurityStore(ref, dict, lists.get(0), lists.get(1), lists.get(2));
    }

    private static int listSize(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MAX_LIST) {
            throw new IOException("A list that can't be so long");
        }
        return size;
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("Longer than what is there");
        }
        return in.readNBytes(length);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void optionalText(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            text(out, text);
        }
    }

    private static @Nullable String optionalText(DataInputStream in) throws IOException {
        return in.readBoolean() ? text(in) : null;
    }

    private static void value(DataOutputStream out, PdfValue value) throws IOException {
        PdfWriter written = new PdfWriter(TYPICAL_VALUE_BYTES).value(value).raw(' ');
        out.writeInt(written.length());
        written.writeTo(out);
    }

    private static PdfValue value(DataInputStream in) throws IOException, MalformedPdfException {
        byte[] bytes = bytes(in);
        return PdfValues.parse(bytes, 0, bytes.length);
    }

    private static PdfValue.Dict dict(DataInputStream in) throws IOException, MalformedPdfException {
        if (value(in) instanceof PdfValue.Dict dict) {
            return dict;
        }
        throw new IOException("No dictionary where one must be");
    }

    private static PdfValue.Array array(DataInputStream in) throws IOException, MalformedPdfException {
        if (value(in) instanceof PdfValue.Array array) {
            return array;
        }
        throw new IOException("No array where one must be");
    }

    private static void optional(DataOutputStream out, PdfValue.@Nullable Dict dict) throws IOException {
        out.writeBoolean(dict != null);
        if (dict != null) {
            value(out, dict);
        }
    }

    private static PdfValue.@Nullable Dict optional(DataInputStream in) throws IOException, MalformedPdfException {
        return in.readBoolean() ? dict(in) : null;
    }

    private static void ref(DataOutputStream out, PdfValue.Ref ref) throws IOException {
        out.writeInt(ref.number());
        out.writeShort(ref.generation());
    }

    private static PdfValue.Ref ref(DataInputStream in) throws IOException {
        return new PdfValue.Ref(in.readInt(), in.readUnsignedShort());
    }

    private static void optionalRef(DataOutputStream out, PdfValue.@Nullable Ref ref) throws IOException {
        out.writeBoolean(ref != null);
        if (ref != null) {
            ref(out, ref);
        }
    }

    private static PdfValue.@Nullable Ref optionalRef(DataInputStream in) throws IOException {
        return in.readBoolean() ? ref(in) : null;
    }

    private static void rectangle(DataOutputStream out, Rectangle rectangle) throws IOException {
        out.writeDouble(rectangle.x());
        out.writeDouble(rectangle.y());
        out.writeDouble(rectangle.width());
        out.writeDouble(rectangle.height());
    }

    private static Rectangle rectangle(DataInputStream in) throws IOException {
        return new Rectangle(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }
}
