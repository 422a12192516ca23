package vn.kyso.pades;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.SavableDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/// SHA-256 by the processor's own instructions, through BouncyCastle LTS. Its saved state is an image of the native
/// structure; the places of the fields in it were found by looking and are believed only if a trial at start agrees
/// with [PureSha256] ([#USABLE]), so another version or processor costs speed, never correctness.
final class NativeSha256 extends DocumentDigest {
    // The image, little endian: fill of the buffer, buffer, byte count, and the words in the order of the SHA-NI
    // registers (F E B A, H G D C).
    private static final int IMAGE_BYTES = 160;
    private static final int FILL = 8;
    private static final int BUFFER = 16;
    private static final int COUNT = 80;
    private static final int WORDS = 128;
    private static final int[] WORD_ORDER = {5, 4, 1, 0, 7, 6, 3, 2};
    private static final byte[] EMPTY_IMAGE = SHA256Digest.newInstance().getEncodedState();

    static final boolean USABLE = agreesWithJava();

    private final SavableDigest digest;

    NativeSha256() {
        digest = SHA256Digest.newInstance();
    }

    NativeSha256(HashState state) {
        digest = SHA256Digest.newInstance(image(state), 0);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    @Override
    public HashState state() {
        ByteBuffer image = ByteBuffer.wrap(digest.getEncodedState()).order(ByteOrder.LITTLE_ENDIAN);
        int[] words = new int[8];
        for (int i = 0; i < words.length; i++) {
            words[WORD_ORDER[i]] = image.getInt(WORDS + 4 * i);
        }
        byte[] tail = new byte[image.getInt(FILL)];
        image.get(BUFFER, tail);
        return new HashState(words, image.getLong(COUNT), tail);
    }

    @Override
    public byte[] digest() {
        // The last block or two in Java cost less than a native copy, which has to be freed.
        return state().digest();
    }

    private static byte[] image(HashState state) {
        ByteBuffer image = ByteBuffer.wrap(EMPTY_IMAGE.clone()).order(ByteOrder.LITTLE_ENDIAN);
        byte[] tail = state.tail();
        int[] words = state.words();
        image.putInt(FILL, tail.length).put(BUFFER, tail).putLong(COUNT, state.byteCount());
        for (int i = 0; i < words.length; i++) {
            image.putInt(WORDS + 4 * i, words[WORD_ORDER[i]]);
        }
        return image.array();
    }

    private static boolean agreesWithJava() {
        if (EMPTY_IMAGE.length != IMAGE_BYTES) {
            return false;
        }
        byte[] trial = new byte[1000];
        for (int i = 0; i < trial.length; i++) {
            trial[i] = (byte) (i * 7);
        }
        try {
            // Ends of buffers are where layouts differ: none, some, almost all, exactly one block, several.
            for (int length : new int[] {0, 1, 63, 64, 65, 127, 640, 999}) {
                PureSha256 java = new PureSha256();
                java.update(trial, 0, length);
                NativeSha256 mixed = new NativeSha256();
                mixed.update(trial, 0, length);
                NativeSha256 resumed = new NativeSha256(java.state());
                resumed.update(trial, 0, 100);
                java.update(trial, 0, 100);
                HashState afterTrial = mixed.state();
                PureSha256 handedBack = new PureSha256(afterTrial);
                handedBack.update(trial, 0, 100);
                if (!Arrays.equals(resumed.digest(), java.digest())
                        || !Arrays.equals(handedBack.digest(), java.digest())
                        || !resumed.state().equals(java.state())) {
                    return false;
                }
            }
            return true;
        } catch (RuntimeException e) {
            // An image of another form is refused by what reads it, in its own way.
            return false;
        }
    }
}
