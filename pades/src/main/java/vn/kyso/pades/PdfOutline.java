package vn.kyso.pades;

import java.util.List;
import java.util.Optional;

/// All that is kept of a PDF's revision to sign it without reading it: small, immutable, versioned. It is as
/// trustworthy as the place it is kept in.
public final class PdfOutline {
    private PdfOutline() {}

    /// Reads what [#toBytes()] wrote, in this or an earlier version of this library.
    ///
    /// @throws IllegalArgumentException if it is not that; the document must then be read again
    public static PdfOutline fromBytes(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    /// For keeping; usually a few kilobytes, plus about 300 bytes a page.
    public byte[] toBytes() {
        throw new UnsupportedOperationException();
    }

    /// The file's size in bytes.
    public long size() {
        throw new UnsupportedOperationException();
    }

    /// SHA-256 of the whole file, 32 bytes.
    public byte[] sha256() {
        return hashState().digest();
    }

    /// State of the hash after the last byte.
    public HashState hashState() {
        throw new UnsupportedOperationException();
    }

    public int pageCount() {
        throw new UnsupportedOperationException();
    }

    /// @param number from 1
    /// @throws IndexOutOfBoundsException if there is no such page
    public PageOutline page(int number) {
        throw new UnsupportedOperationException();
    }

    /// All pages; reads each, so prefer [#page(int)] for one.
    public List<PageOutline> pages() {
        throw new UnsupportedOperationException();
    }

    public List<EmptyField> emptyFields() {
        throw new UnsupportedOperationException();
    }

    /// In the order of their fields.
    public List<ExistingSignature> signatures() {
        throw new UnsupportedOperationException();
    }

    public Optional<Certification> certification() {
        throw new UnsupportedOperationException();
    }

    /// Why no signature at all can be added to this document, if so.
    public Optional<Refusal> obstacle() {
        throw new UnsupportedOperationException();
    }
}
