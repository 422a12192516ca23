package vn.kyso.pades;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/// A signature that lacks only its CMS: what waits while the signer decides. Immutable.
///
/// The base revision followed by [#increment()] is a complete PDF whose signature value is zeros: the very bytes
/// that the digest is of, which the signer's device can read and check.
public final class PreparedSignature {
    private static final int MAGIC_V1 = 0x4b595031; // KYP1

    private final long baseSize;
    private final byte[] baseSha256;
    private final byte[] increment;
    private final ByteRange byteRange;
    private final byte[] digest;
    private final String field;
    private final int contentsReservedBytes;

    /// The arrays are not copied.
    PreparedSignature(
            long baseSize,
            byte[] baseSha256,
            byte[] increment,
            ByteRange byteRange,
            byte[] digest,
            String field,
            int contentsReservedBytes) {
        boolean holeFits = byteRange.firstLength() > baseSize
                && byteRange.end() == baseSize + increment.length
                && byteRange.secondOffset() - byteRange.firstLength() == 2L * contentsReservedBytes + 2;
        if (!holeFits || baseSha256.length != 32 || digest.length != 32) {
            throw new IllegalArgumentException("Not a prepared signature");
        }
        this.baseSize = baseSize;
        this.baseSha256 = baseSha256;
        this.increment = increment;
        this.byteRange = byteRange;
        this.digest = digest;
        this.field = field;
        this.contentsReservedBytes = contentsReservedBytes;
    }

    /// Reads what [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if it is not that
    public static PreparedSignature fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC_V1) {
                throw new IllegalArgumentException("Not a prepared signature of a known version");
            }
            long baseSize = in.readLong();
            byte[] baseSha256 = in.readNBytes(32);
            ByteRange range = new ByteRange(in.readLong(), in.readLong(), in.readLong());
            byte[] digest = in.readNBytes(32);
            String field = in.readUTF();
            int reserved = in.readInt();
            return new PreparedSignature(baseSize, baseSha256, in.readAllBytes(), range, digest, field, reserved);
        } catch (IOException e) {
            throw new IllegalArgumentException("A prepared signature that is cut", e);
        }
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(increment.length + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC_V1);
            out.writeLong(baseSize);
            out.write(baseSha256);
            out.writeLong(byteRange.firstLength());
            out.writeLong(byteRange.secondOffset());
            out.writeLong(byteRange.secondLength());
            out.write(digest);
            out.writeUTF(field);
            out.writeInt(contentsReservedBytes);
            out.write(increment);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can't be written", e);
        }
        return bytes.toByteArray();
    }

    /// Size of the revision that this is to be appended to.
    public long baseSize() {
        return baseSize;
    }

    /// SHA-256 of the revision that this is to be appended to, 32 bytes.
    public byte[] baseSha256() {
        return baseSha256.clone();
    }

    /// Size of the document with the increment.
    public long size() {
        return byteRange.end();
    }

    /// The bytes to append, the hole of Contents filled with zeros.
    public byte[] increment() {
        return increment.clone();
    }

    public ByteRange byteRange() {
        return byteRange;
    }

    /// SHA-256 over the ByteRange, 32 bytes: the CMS's message-digest.
    public byte[] digest() {
        return digest.clone();
    }

    /// The field that holds the signature, fully qualified.
    public String field() {
        return field;
    }

    /// The most bytes that a CMS can have to fit.
    public int contentsReservedBytes() {
        return contentsReservedBytes;
    }

    /// What [Completion] would say of this outline: empty if this was prepared from exactly that revision.
    public Optional<Refusal> mismatch(PdfOutline base) {
        return base.size() == baseSize && Arrays.equals(base.sha256(), baseSha256)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Refusal.Reason.OUTPUT_CHECK_FAILED, "Prepared for another revision of the document"));
    }

    /// Index within the increment of the `<` of Contents.
    int holeAt() {
        return (int) (byteRange.firstLength() - baseSize);
    }

    /// Index within the increment of the byte after the `>` of Contents.
    int afterHole() {
        return (int) (byteRange.secondOffset() - baseSize);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PreparedSignature o && Arrays.equals(toBytes(), o.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }
}
