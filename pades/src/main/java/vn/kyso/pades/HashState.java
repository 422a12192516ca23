package vn.kyso.pades;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// The state of SHA-256 after some bytes, from which hashing goes on without them: chaining words, byte count and the
/// bytes that do not fill a block yet (FIPS 180-4, 6.2). A form of our own, as no library's is a format to keep.
///
/// Layout, big endian: version 1, algorithm 1 (SHA-256), eight words of 4 bytes, byte count of 8, then the tail.
public final class HashState {
    private static final int VERSION = 1;
    private static final int SHA_256 = 1;
    private static final int FIXED_BYTES = 2 + 32 + 8;
    static final int BLOCK_BYTES = 64;

    private final int[] words;
    private final long byteCount;
    private final byte[] tail;

    HashState(int[] words, long byteCount, byte[] tail) {
        if (words.length != 8 || byteCount < 0 || tail.length != byteCount % BLOCK_BYTES) {
            throw new IllegalArgumentException("Not the state of a SHA-256");
        }
        this.words = words;
        this.byteCount = byteCount;
        this.tail = tail;
    }

    /// Reads what [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if it is not that; the document must then be hashed again
    public static HashState fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < FIXED_BYTES || in.get() != VERSION || in.get() != SHA_256) {
            throw new IllegalArgumentException("Not a hash state of a known version");
        }
        int[] words = new int[8];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.getInt();
        }
        long byteCount = in.getLong();
        byte[] tail = new byte[in.remaining()];
        in.get(tail);
        return new HashState(words, byteCount, tail);
    }

    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + tail.length);
        out.put((byte) VERSION).put((byte) SHA_256);
        for (int word : words) {
            out.putInt(word);
        }
        return out.putLong(byteCount).put(tail).array();
    }

    /// Bytes hashed so far.
    public long byteCount() {
        return byteCount;
    }

    /// The SHA-256 of the bytes so far, 32 bytes.
    public byte[] digest() {
        return new PureSha256(this).digest();
    }

    int[] words() {
        return words.clone();
    }

    byte[] tail() {
        return tail.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashState o
                && byteCount == o.byteCount
                && Arrays.equals(words, o.words)
                && Arrays.equals(tail, o.tail);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words) * 31 + Long.hashCode(byteCount);
    }

    @Override
    public String toString() {
        return "HashState[" + byteCount + " bytes, " + HexFormat.of().toHexDigits(words[0]) + "…]";
    }
}
