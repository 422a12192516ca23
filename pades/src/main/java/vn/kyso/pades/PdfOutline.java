package vn.kyso.pades;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.Encryption;
import vn.kyso.pades.pdf.PdfValue;

/// All that is kept of a PDF's revision to sign it without reading it: small, immutable, versioned. It is as
/// trustworthy as the place it is kept in.
public final class PdfOutline {
    private final HashState hash;
    private final boolean needsLineEnd;
    private final long xrefOffset;
    private final boolean xrefIsStream;
    private final int nextObject;
    private final int fieldNumber;
    private final PdfValue.Dict trailer;
    private final PdfValue.Dict catalog;
    private final @Nullable FormOutline form;
    private final List<SignatureField> fields;
    private final @Nullable Certification certification;
    private final @Nullable SecurityStore store;
    private final PageTable pages;
    private final @Nullable Encryption encryption;
    private final int pdfaPart;

    PdfOutline(
            HashState hash,
            boolean needsLineEnd,
            long xrefOffset,
            boolean xrefIsStream,
            int nextObject,
            int fieldNumber,
            PdfValue.Dict trailer,
            PdfValue.Dict catalog,
            @Nullable FormOutline form,
            List<SignatureField> fields,
            @Nullable Certification certification,
            @Nullable SecurityStore store,
            PageTable pages,
            @Nullable Encryption encryption,
            int pdfaPart) {
        this.hash = hash;
        this.needsLineEnd = needsLineEnd;
        this.xrefOffset = xrefOffset;
        this.xrefIsStream = xrefIsStream;
        this.nextObject = nextObject;
        this.fieldNumber = fieldNumber;
        this.trailer = trailer;
        this.catalog = catalog;
        this.form = form;
        this.fields = List.copyOf(fields);
        this.certification = certification;
        this.store = store;
        this.pages = pages;
        this.encryption = encryption;
        this.pdfaPart = pdfaPart;
    }

    /// Reads what [#toBytes()] wrote, in this or an earlier version of this library.
    ///
    /// @throws IllegalArgumentException if it is not that; the document must then be read again
    public static PdfOutline fromBytes(byte[] bytes) {
        return OutlineCodec.read(bytes);
    }

    /// For keeping; usually a few kilobytes, plus about 300 bytes a page.
    public byte[] toBytes() {
        return OutlineCodec.write(this);
    }

    /// The file's size in bytes.
    public long size() {
        return hash.byteCount();
    }

    /// SHA-256 of the whole file, 32 bytes.
    public byte[] sha256() {
        return hash.digest();
    }

    /// State of the hash after the last byte.
    public HashState hashState() {
        return hash;
    }

    public int pageCount() {
        return pages.count();
    }

    /// @param number from 1
    /// @throws IndexOutOfBoundsException if there is no such page
    public PageOutline page(int number) {
        return pages.page(Objects.checkIndex(number - 1, pages.count())).outline(number);
    }

    /// All pages; unpacks each, so prefer [#page(int)] for one.
    public List<PageOutline> pages() {
        List<PageOutline> all = new ArrayList<>(pages.count());
        for (int number = 1; number <= pages.count(); number++) {
            all.add(page(number));
        }
        return all;
    }

    public List<EmptyField> emptyFields() {
        return fields.stream()
                .filter(SignatureField::isEmpty)
                .map(f -> new EmptyField(
                        f.name(), f.page(), f.rectangle(), f.readOnly() || isLocked(f.name()), f.lock() != null))
                .toList();
    }

    /// In the order of their fields.
    public List<ExistingSignature> signatures() {
        return fields.stream()
                .map(SignatureField::signature)
                .filter(Objects::nonNull)
                .toList();
    }

    public Optional<Certification> certification() {
        return Optional.ofNullable(certification);
    }

    /// Why no signature at all can be added to this document, if so.
    public Optional<Refusal> obstacle() {
        if (certification == Certification.NO_CHANGES) {
            return Optional.of(new Refusal(
                    Refusal.Reason.CERTIFIED_AGAINST_CHANGE, "The document is certified against any change"));
        }
        return Optional.empty();
    }

    /// Whether an earlier signature locks the field of that name, which may be a new one.
    boolean isLocked(String field) {
        return fields.stream().flatMap(f -> f.locks().stream()).anyMatch(lock -> lock.covers(field));
    }

    /// Whether the file ends within a line.
    boolean needsLineEnd() {
        return needsLineEnd;
    }

    long xrefOffset() {
        return xrefOffset;
    }

    boolean xrefIsStream() {
        return xrefIsStream;
    }

    /// The lowest object number above all in use.
    int nextObject() {
        return nextObject;
    }

    /// The lowest number that names a new field `Signature…` as none is named.
    int fieldNumber() {
        return fieldNumber;
    }

    /// Of the document, if it is encrypted.
    @Nullable
    Encryption encryption() {
        return encryption;
    }

    /// The part of ISO 19005 that the document says it follows; 0 if none.
    int pdfaPart() {
        return pdfaPart;
    }

    /// What each further trailer repeats: Root, Info, ID, Encrypt.
    PdfValue.Dict trailer() {
        return trailer;
    }

    PdfValue.Ref catalogRef() {
        if (trailer.get("Root") instanceof PdfValue.Ref ref) {
            return ref;
        }
        throw new IllegalStateException("An outline without Root");
    }

    PdfValue.Dict catalog() {
        return catalog;
    }

    @Nullable
    FormOutline form() {
        return form;
    }

    List<SignatureField> fields() {
        return fields;
    }

    @Nullable
    SecurityStore store() {
        return store;
    }

    PageTable pageTable() {
        return pages;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PdfOutline o
                && hash.equals(o.hash)
                && needsLineEnd == o.needsLineEnd
                && xrefOffset == o.xrefOffset
                && xrefIsStream == o.xrefIsStream
                && nextObject == o.nextObject
                && fieldNumber == o.fieldNumber
                && trailer.equals(o.trailer)
                && catalog.equals(o.catalog)
                && Objects.equals(form, o.form)
                && fields.equals(o.fields)
                && certification == o.certification
                && Objects.equals(store, o.store)
                && pages.equals(o.pages)
                && Objects.equals(encryption, o.encryption)
                && pdfaPart == o.pdfaPart;
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "PdfOutline[" + size() + " bytes, " + pageCount() + " pages, "
                + signatures().size() + " signatures]";
    }
}
