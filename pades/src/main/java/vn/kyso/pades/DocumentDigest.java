package vn.kyso.pades;

/// A running SHA-256 whose state can be kept and resumed. Used by one thread at a time.
///
/// An upload hashes while it streams:
/// ```
/// DocumentDigest digest = DocumentDigest.start();
/// while (…) { digest.update(buffer, 0, read); blob.write(buffer, 0, read); }
/// Intake.read(source, digest.state(), repaired);
/// ```
public final class DocumentDigest {
    private DocumentDigest() {}

    public static DocumentDigest start() {
        throw new UnsupportedOperationException();
    }

    /// Goes on after the bytes that gave this state.
    public static DocumentDigest resume(HashState state) {
        throw new UnsupportedOperationException();
    }

    public void update(byte[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /// The state after the bytes so far; hashing can go on.
    public HashState state() {
        throw new UnsupportedOperationException();
    }

    /// The SHA-256 of the bytes so far, 32 bytes; hashing can go on.
    public byte[] digest() {
        throw new UnsupportedOperationException();
    }
}
