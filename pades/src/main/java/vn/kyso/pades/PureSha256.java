package vn.kyso.pades;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// SHA-256 (FIPS 180-4) in Java: the fallback, and what the native one is tested against.
final class PureSha256 extends DocumentDigest {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int[] K = firstBitsOfCubeRoots();
    static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private final int[] words;
    private final int[] schedule = new int[64];
    private final byte[] block = new byte[HashState.BLOCK_BYTES];
    private long count;

    PureSha256() {
        words = INITIAL.clone();
    }

    PureSha256(HashState state) {
        words = state.words();
        count = state.byteCount();
        byte[] tail = state.tail();
        System.arraycopy(tail, 0, block, 0, tail.length);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        int filled = (int) (count % block.length);
        count += length;
        if (filled > 0) {
            int take = Math.min(block.length - filled, length);
            System.arraycopy(bytes, at, block, filled, take);
            at += take;
            if (filled + take < block.length) {
                return;
            }
            compress(words, block, 0);
        }
        for (; end - at >= block.length; at += block.length) {
            compress(words, bytes, at);
        }
        System.arraycopy(bytes, at, block, 0, end - at);
    }

    @Override
    public HashState state() {
        return new HashState(words.clone(), count, Arrays.copyOf(block, (int) (count % block.length)));
    }

    @Override
    public byte[] digest() {
        int[] last = words.clone();
        int filled = (int) (count % block.length);
        byte[] padded = new byte[filled < 56 ? 64 : 128];
        System.arraycopy(block, 0, padded, 0, filled);
        padded[filled] = (byte) 0x80;
        ByteBuffer.wrap(padded).putLong(padded.length - 8, count * 8);
        for (int at = 0; at < padded.length; at += 64) {
            compress(last, padded, at);
        }
        ByteBuffer digest = ByteBuffer.allocate(32);
        for (int word : last) {
            digest.putInt(word);
        }
        return digest.array();
    }

    private void compress(int[] state, byte[] bytes, int offset) {
        int[] w = schedule;
        for (int t = 0; t < 16; t++) {
            w[t] = (int) INT.get(bytes, offset + 4 * t);
        }
        for (int t = 16; t < 64; t++) {
            int x = w[t - 15];
            int y = w[t - 2];
            int s0 = Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ (x >>> 3);
            int s1 = Integer.rotateRight(y, 17) ^ Integer.rotateRight(y, 19) ^ (y >>> 10);
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int t = 0; t < 64; t++) {
            int s1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int t1 = h + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t];
            int s0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /// The constants of 4.2.2, by their definition: the first 32 bits of the fractions of the cube roots of the first
    /// 64 primes. Cube roots of numbers this small are exact enough in a double.
    private static int[] firstBitsOfCubeRoots() {
        int[] k = new int[64];
        int found = 0;
        for (int candidate = 2; found < k.length; candidate++) {
            int divisor = 2;
            while (divisor * divisor <= candidate && candidate % divisor != 0) {
                divisor++;
            }
            if (divisor * divisor > candidate) {
                double root = Math.cbrt(candidate);
                k[found++] = (int) (long) ((root - Math.floor(root)) * 0x1p32);
            }
        }
        return k;
    }
}
