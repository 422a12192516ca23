package vn.kyso.pades;

/// A running SHA-256 whose state can be kept and resumed. Used by one thread at a time.
///
/// An upload hashes while it streams:
/// ```
/// DocumentDigest digest = DocumentDigest.start();
/// while (…) { digest.update(buffer, 0, read); blob.write(buffer, 0, read); }
/// Intake.read(source, digest.state(), repaired, IntakeLimits.DEFAULT);
/// ```
///
/// At the processor's own SHA-256 speed where BouncyCastle LTS has native code for the platform, in Java elsewhere; the
/// states are the same.
public abstract sealed class DocumentDigest permits NativeSha256, PureSha256 {
    public static DocumentDigest start() {
        return NativeSha256.USABLE ? new NativeSha256() : new PureSha256();
    }

    /// Goes on after the bytes that gave this state.
    public static DocumentDigest resume(HashState state) {
        return NativeSha256.USABLE ? new NativeSha256(state) : new PureSha256(state);
    }

    public abstract void update(byte[] bytes, int offset, int length);

    /// The state after the bytes so far; hashing can go on.
    public abstract HashState state();

    /// The SHA-256 of the bytes so far, 32 bytes; hashing can go on.
    public abstract byte[] digest();
}
