package vn.kyso.pades;

import java.util.Optional;

/// A signature that lacks only its CMS: what waits while the signer decides. Immutable.
///
/// The base revision followed by [#increment()] is a complete PDF whose signature value is zeros: the very bytes
/// that the digest is of, which the signer's device can read and check.
public final class PreparedSignature {
    private PreparedSignature() {}

    /// Reads what [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if it is not that
    public static PreparedSignature fromBytes(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    public byte[] toBytes() {
        throw new UnsupportedOperationException();
    }

    /// Size of the revision that this is to be appended to.
    public long baseSize() {
        throw new UnsupportedOperationException();
    }

    /// SHA-256 of the revision that this is to be appended to, 32 bytes.
    public byte[] baseSha256() {
        throw new UnsupportedOperationException();
    }

    /// Size of the document with the increment.
    public long size() {
        throw new UnsupportedOperationException();
    }

    /// The bytes to append, the hole of Contents filled with zeros.
    public byte[] increment() {
        throw new UnsupportedOperationException();
    }

    public ByteRange byteRange() {
        throw new UnsupportedOperationException();
    }

    /// SHA-256 over the ByteRange, 32 bytes: the CMS's message-digest.
    public byte[] digest() {
        throw new UnsupportedOperationException();
    }

    /// The field that holds the signature, fully qualified.
    public String field() {
        throw new UnsupportedOperationException();
    }

    /// Whether this is a document timestamp instead of a person's signature.
    public boolean isTimestamp() {
        throw new UnsupportedOperationException();
    }

    /// The most bytes that a CMS can have to fit.
    public int contentsReservedBytes() {
        throw new UnsupportedOperationException();
    }

    /// What [Completion] would say of this outline: empty if this was prepared from exactly that revision.
    public Optional<Refusal> mismatch(PdfOutline base) {
        throw new UnsupportedOperationException();
    }
}
